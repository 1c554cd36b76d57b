#!/usr/bin/env python3
"""`gate check` beside its floor, in one run: `git diff -M -U0` plus one tree-sitter parse of the changed files.

usage: check.py REPOSITORY COMMIT [--runs N]      (needs hyperfine, build/release/gate and build/release/tests/bench/raw_parse)
"""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
GATE = ROOT / "build/release/gate"
PARSE = ROOT / "build/release/tests/bench/raw_parse"


def git(repository, *arguments):
    return subprocess.run(["git", "-C", repository, *arguments], capture_output=True, check=True).stdout


def extract(repository, commit, folder):
    """Writes the after side of each changed file to `folder`; the paths."""
    written = []
    for path in git(repository, "diff", "--name-only", "-z", "--diff-filter=d", f"{commit}~1", commit).split(b"\0"):
        if not path:
            continue
        target = os.path.join(os.fsencode(folder), path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(git(repository, "cat-file", "blob", f"{commit}:{os.fsdecode(path)}"))
        written.append(os.fsdecode(target))
    return written


def peak_mib(command):
    """Highest resident memory of one run, children included, in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024


def medians(commands, runs, folder):
    out = os.path.join(folder, "hyperfine.json")
    quoted = [" ".join("'" + word.replace("'", "'\\''") + "'" for word in command) for command in commands]
    subprocess.run(["hyperfine", "-N", "-i", "--warmup", "3", "--runs", str(runs), "--style", "none", "--export-json", out,
                    *quoted], check=True, stdout=subprocess.DEVNULL)
    with open(out) as file:
        return [result["median"] * 1000 for result in json.load(file)["results"]]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("repository")
    arguments.add_argument("commit")
    arguments.add_argument("--runs", type=int, default=25)
    given = arguments.parse_args()
    span = [f"{given.commit}~1", given.commit]
    with tempfile.TemporaryDirectory() as folder:
        files = extract(given.repository, given.commit, folder)
        gate = [str(GATE), "check", "--repo", given.repository, "..".join(span), "--ledger", folder + "/ledger.db"]
        diff = ["git", "-C", given.repository, "diff", "-M", "-U0", *span]
        parse = [str(PARSE), *files]
        gate_ms, diff_ms, parse_ms = medians([gate, diff, parse], given.runs, folder)
        print(f"{pathlib.Path(given.repository).parent.name} {given.commit[:10]}: {len(files)} files; gate {gate_ms:.1f} ms, "
              f"git diff {diff_ms:.1f} ms, parse {parse_ms:.1f} ms; ratio {gate_ms / (diff_ms + parse_ms):.2f}; "
              f"gate {peak_mib(gate):.0f} MiB, git diff {peak_mib(diff):.0f} MiB")


if __name__ == "__main__":
    main()
