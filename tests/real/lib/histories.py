"""Real histories for the checks of this folder: which commits and ranges of a repository are looked at, and by what."""
import argparse
import os
import re
import subprocess
import sys

def git(repo, *args, check=True):
    """stdout of git as bytes, with configuration and environment out of the way."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    env.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", LC_ALL="C")
    command = ["git", "--no-pager", "-C", repo, "-c", "safe.directory=*", "-c", "core.attributesFile=/dev/null", *args]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, check=False)
    if check and done.returncode != 0:
        raise RuntimeError(f"git {' '.join(args)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def commits(repo, count):
    """Ranges of one commit each, spread evenly over the newest 20 x count of HEAD's first-parent line."""
    line = git(repo, "rev-list", "--first-parent", "--no-merges", f"--max-count={20 * count}", "HEAD").decode().split()
    line = line[:-1]  # the last one may be a root, or the edge of a shallow clone
    step = max(1, len(line) // max(1, count))
    return [f"{oid}^..{oid}" for start in range(step) for oid in line[start::step]]


def version(tag):
    """A sortable version of a release tag; None for pre-releases and anything else."""
    found = re.fullmatch(r"(?:[A-Za-z_-]*[A-Za-z_-])?(\d+(?:[._]\d+)+)", tag)
    return tuple(int(part) for part in re.split(r"[._]", found.group(1))) if found else None


def releases(repo):
    """Ranges from the first release of a minor version to that of the next, newest first; where there are too few tags,
    ranges of a hundred commits."""
    tags = git(repo, "tag", "--merged", "HEAD").decode(errors="replace").split()
    named = sorted((version(tag), tag) for tag in tags if version(tag))
    minor = {}
    for number, tag in named:  # the first release of each major.minor: ranges of a useful size
        minor.setdefault(number[:2], tag)
    line = list(minor.values())
    if len(line) > 3:
        return [f"{old}..{new}" for old, new in zip(line, line[1:])][::-1]
    return [f"HEAD~{step * 100}..HEAD~{(step - 1) * 100}" for step in range(1, 10)
            if git(repo, "rev-parse", "--quiet", "--verify", f"HEAD~{step * 100}", check=False)]


def gate_binary():
    here = os.path.dirname(os.path.abspath(__file__))
    return os.environ.get("GATE", os.path.join(here, "..", "..", "..", "build", "release", "gate"))


def name(repo):
    path = os.path.abspath(repo)
    last = os.path.basename(path)
    return os.path.basename(os.path.dirname(path)) if last in ("repo", ".git") else last


def main(check, doc):
    """Runs `check(repo, options) -> bool` on each repository of the command line; exit 1 where one is false."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repo", nargs="+")
    parser.add_argument("--commits", type=int, default=50, help="commits of each repository")
    parser.add_argument("--releases", type=int, default=3, help="ranges between releases of each repository")
    options = parser.parse_args()
    results = [check(repo, options) for repo in options.repo]
    sys.exit(0 if all(results) else 1)
