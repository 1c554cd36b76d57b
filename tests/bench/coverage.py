#!/usr/bin/env python3
"""`gate check` with a large coverage report beside diff-cover, in one run: wall time, processor time, peak memory.

usage: coverage.py [--runs N] [--megabytes M]      (needs build/release/gate; diff-cover where it is installed)
"""
import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
GATE = os.environ.get("GATE", str(ROOT / "build/release/gate"))
CHANGED = range(5, 400, 37)  # 11 files of the report


def name(index):
    return f"src/mod{index % 100}/file{index}.cc"


def lcov(index):
    lines = "".join(f"DA:{2 * line},{random.choice((0, 3, 1400))}\n" for line in range(1, 1001))
    return f"TN:\nSF:{name(index)}\nFN:2,_ZN4file{index}Ev\nFNDA:1,_ZN4file{index}Ev\n{lines}LF:1000\nLH:700\nend_of_record\n"


def cobertura(index):
    lines = "".join(f'\t\t\t\t\t<line hits="{random.randrange(3)}" number="{2 * line}"/>\n' for line in range(1, 1001))
    return f'<class name="c" filename="{name(index)}"><methods/><lines>\n{lines}</lines></class>\n'


def write_report(path, size, record, head="", tail=""):
    with open(path, "w", encoding="utf-8") as file:
        written = file.write(head)
        for index in range(1 << 30):
            if written > size:
                break
            written += file.write(record(index))
        file.write(tail)


def git(repository, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=repository, check=True)


def make_repository(folder):
    git(folder, "init", "-q", "-b", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "base")
    git(folder, "checkout", "-q", "-b", "change")
    for index in CHANGED:
        path = folder / name(index)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"int v{line};\n" for line in range(2000)))
    git(folder, "add", "src")
    git(folder, "commit", "-q", "-m", "change")


def measure(command, folder, runs):
    """Medians of wall and processor seconds, and the peak in MiB."""
    walls, processors, peak = [], [], 0
    for _ in range(runs):
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        walls.append(time.monotonic() - start)
        processors.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(walls), statistics.median(processors), peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=100)
    options = parser.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory(prefix="gate-bench-") as scratch:
        folder = pathlib.Path(scratch)
        make_repository(folder)
        size = options.megabytes * 1_000_000
        write_report(folder / "lcov.info", size, lcov)
        write_report(folder / "coverage.xml", size, cobertura, '<coverage><packages><package name="p"><classes>\n',
                     "</classes></package></packages></coverage>\n")
        base = folder / "none.yml"
        base.write_text("version: 1\nanalyzers: { syntax: off }\n")
        floor = measure([GATE, "check", "--base", "main", "--config", str(base), "--ledger", "none"], folder, options.runs)
        print("gate without coverage   {:.3f} s wall, {:.3f} s processor, {:.0f} MiB".format(*floor))
        for report in ("lcov.info", "coverage.xml"):
            config = folder / "gate.yml"
            config.write_text(f"version: 1\nanalyzers: {{ syntax: off }}\nevidence: {{ coverage: [{{ files: {report} }}] }}\n"
                              "policies: { coverage: { patch: 10 } }\n")
            ours = measure([GATE, "check", "--base", "main", "--config", str(config), "--ledger", "none"], folder,
                           options.runs)
            print("gate {:18} {:.3f} s wall, {:.3f} s processor, {:.0f} MiB".format(report, *ours))
            if not shutil.which("diff-cover"):
                print("diff-cover is not installed: no peer to compare with", file=sys.stderr)
                continue
            peer = measure(["diff-cover", report, "--compare-branch=main"], folder, options.runs)
            print("diff-cover {:12} {:.3f} s wall, {:.3f} s processor, {:.0f} MiB".format(report, *peer))
            print("ratio {:17} {:.3f} wall, {:.3f} processor, {:.3f} memory".format(
                report, *(a / b for a, b in zip(ours, peer))))


if __name__ == "__main__":
    main()
