"""Kamei's size and diffusion metrics of every change, by gate and by `git log --numstat`: how many are equal.

usage: GATE=build/release/gate oracle.py REPOSITORY
"""
import csv
import io
import math
import os
import subprocess
import sys


def by_git(repository):
    """commit -> (ns, nf, entropy, la, ld), from what git prints."""
    out = subprocess.run(["git", "-C", repository, "log", "--no-merges", "-M", "-z", "--numstat", "--format=%x01%H", "HEAD"],
                         check=True, capture_output=True).stdout
    measured = {}
    for block in out.split(b"\x01")[1:]:
        fields = block.split(b"\0")
        commit, files, at = fields[0].decode(), [], 1
        while at < len(fields):
            parts = fields[at].lstrip(b"\n").split(b"\t")
            at += 1
            if len(parts) != 3:
                continue
            path = parts[2]
            if not path:  # renamed: both paths follow
                path = fields[at + 1]
                at += 2
            files.append((path, *(0 if count == b"-" else int(count) for count in parts[:2])))
        added, removed = sum(file[1] for file in files), sum(file[2] for file in files)
        shares = [(file[1] + file[2]) / (added + removed) for file in files if file[1] + file[2] > 0]
        measured[commit] = (len({path.split(b"/")[0] if b"/" in path else b"" for path, _, _ in files}), len(files),
                            -sum(share * math.log2(share) for share in shares), added, removed)
    return measured


def main():
    gate, repository = os.environ.get("GATE", "build/release/gate"), sys.argv[1]
    text = subprocess.run([gate, "risk", "history", "--global-only", "--repo", repository], check=True,
                          capture_output=True, text=True).stdout
    oracle = by_git(repository)
    names = ("subsystems", "files", "entropy_bits", "lines_added", "lines_removed")
    equal, known, commits = dict.fromkeys(names, 0), 0, 0
    for row in csv.DictReader(io.StringIO(text)):
        commits += 1
        if row["lines_added"] == "":
            continue
        known += 1
        for name, value in zip(names, oracle.get(row["commit"], (None,) * 5)):
            same = value is not None and abs(float(row[name]) - value) <= 1e-6 * max(1, value)
            equal[name] += same
            if not same:
                print(f"{row['commit']} {name}: gate {row[name]}, git {value}", file=sys.stderr)
    print(f"| of {known} changes ({commits - known} of {commits} not known) | equal |\n|---|---|")
    for name in names:
        print(f"| {name} | {equal[name]} ({100 * equal[name] / max(1, known):.2f} %) |")


if __name__ == "__main__":
    main()
