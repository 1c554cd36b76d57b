#!/usr/bin/env python3
"""The history index beside `git log -M --numstat`, in turn: the first fill, fifty new commits, and the file's size.

usage: history.py [--runs N] REPOSITORY...
       (needs build/release/gate, or GATE; a REPOSITORY is a whole clone, such as git's, kafka's or redis')

Prints medians of processor time, elapsed time and peak memory of the fill and of git, their ratios, what 20,000 commits
would take, how long the last fifty commits take once the others are indexed (start of the process included, and
without: less what an update takes that finds nothing new), and the index's size.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
GATE = os.environ.get("GATE", str(ROOT / "build/release/gate"))
NEW = 50


def run(command):
    """Processor seconds, elapsed seconds and peak MiB of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{command} failed: {status}")
    return used.ru_utime + used.ru_stime, elapsed, used.ru_maxrss / 1024


def borrow(repository, folder):
    """A bare repository with the objects of another and an index of its own."""
    copy = folder / "copy"
    subprocess.run(["git", "init", "-q", "--bare", str(copy)], check=True)
    common = subprocess.run(["git", "-C", repository, "rev-parse", "--path-format=absolute", "--git-common-dir"],
                            check=True, capture_output=True, text=True).stdout.strip()
    shutil.rmtree(copy / "objects")
    (copy / "objects").symlink_to(pathlib.Path(common) / "objects")
    return copy


def revisions(repository, copy):
    listed = subprocess.run(["git", "-C", repository, "rev-list", "HEAD"], check=True, capture_output=True, text=True)
    commits = listed.stdout.split()
    lines = subprocess.run(["git", "-C", repository, "rev-list", "--first-parent", "HEAD"], check=True,
                           capture_output=True, text=True).stdout.split()
    older = lines[-1]
    for commit in lines:  # the latest that lacks at least fifty commits
        ahead = subprocess.run(["git", "-C", str(copy), "rev-list", "--count", f"{commit}..{commits[0]}"], check=True,
                               capture_output=True, text=True).stdout
        if int(ahead) >= NEW:
            return commits[0], commit, int(ahead), len(commits)
    return commits[0], older, len(commits) - 1, len(commits)


def forget(copy):
    shutil.rmtree(copy / "gate", ignore_errors=True)


def fill(copy, revision):
    return run([GATE, "risk", "index", "--repo", str(copy), revision])


def compare(repository, runs):
    with tempfile.TemporaryDirectory() as name:
        copy = borrow(repository, pathlib.Path(name))
        tip, older, new, commits = revisions(repository, copy)
        peer = ["git", "-C", str(copy), "log", "-M", "--numstat", "--format=%H", tip]
        samples = {"gate": [], "git": []}
        for _ in range(runs):
            forget(copy)
            samples["gate"].append(fill(copy, tip))
            samples["git"].append(run(peer))
        size = sum(file.stat().st_size for file in (copy / "gate").iterdir()) / 2**20
        idle = statistics.median(fill(copy, tip)[1] for _ in range(9))
        forget(copy)
        fill(copy, older)
        shutil.copytree(copy / "gate", copy / "older")
        updates = []
        for _ in range(max(runs, 3)):
            forget(copy)
            shutil.copytree(copy / "older", copy / "gate")
            updates.append(fill(copy, tip)[1])
        report(repository, commits, samples, size, idle, new, statistics.median(updates))


def report(repository, commits, samples, size, idle, new, update):
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in samples.items()}
    print(f"{repository}: {commits} commits")
    for name, (cpu, elapsed, peak) in medians.items():
        print(f"  {name:5} cpu {cpu:7.2f} s   elapsed {elapsed:7.2f} s   peak {peak:6.0f} MiB")
    ratios = [a / b for a, b in zip(medians["gate"], medians["git"])]
    print(f"  ratio cpu {ratios[0]:7.2f}     elapsed {ratios[1]:7.2f}     peak {ratios[2]:6.2f}")
    print(f"  20,000 commits {medians['gate'][1] / commits * 20_000:.1f} s; index {size:.1f} MiB")
    print(f"  {new} new commits {update * 1e3:.0f} ms, {(update - idle) * 1e3:.0f} ms beyond the {idle * 1e3:.0f} ms of an "
          "update that finds nothing new", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("repositories", nargs="+")
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    for repository in given.repositories:
        compare(os.path.abspath(repository), given.runs)


if __name__ == "__main__":
    main()
