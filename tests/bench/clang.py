#!/usr/bin/env python3
"""One translation unit by the clang worker beside `clang -fsyntax-only`, paired, in processor time.

usage: clang.py CHECKOUT SOURCE [--runs N]      (needs CHECKOUT's compile_commands.json, clang-19 and build/release/gate)
"""
import argparse
import json
import os
import pathlib
import resource
import shlex
import statistics
import subprocess

ROOT = pathlib.Path(__file__).parents[2]
GATE = os.environ.get("GATE") or str(ROOT / "build/release/gate")


def find_command(checkout, source):
    """Folder and arguments of the unit, without compiler, output and source file."""
    for place in ("build", "."):
        database = checkout / place / "compile_commands.json"
        if not database.exists():
            continue
        for entry in json.loads(database.read_text()):
            if (pathlib.Path(entry["directory"]) / entry["file"]).resolve() != source:
                continue
            words = entry.get("arguments") or shlex.split(entry["command"])
            kept = [word for word in words[1:] if word.startswith(("-D", "-I", "-i", "-std", "-O", "-m", "-f", "-W"))]
            return entry["directory"], kept
    raise SystemExit(f"no command for {source} in {checkout}")


def processor_seconds(command, **more):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("checkout", type=lambda path: pathlib.Path(path).resolve())
    arguments.add_argument("source")
    arguments.add_argument("--runs", type=int, default=9)
    given = arguments.parse_args()
    source = (given.checkout / given.source).resolve()
    directory, flags = find_command(given.checkout, source)
    text = {"text": source.read_text()}
    request = json.dumps({
        "root": str(given.checkout), "directory": directory, "arguments": ["-Wall", *flags], "after_file": str(source),
        "before_file": "", "reads": ["/usr/include", "/usr/lib", "/usr/local/include", directory],
        "files": [{"path": given.source, "before": text, "after": text}]}).encode()
    driver = "clang-19" if source.suffix == ".c" else "clang++-19"
    peer = [driver, "-fsyntax-only", "-Wall", *flags, str(source)]
    pairs = [(processor_seconds(peer, cwd=directory), processor_seconds([GATE, "--worker", "clang"], input=request))
             for _ in range(given.runs + 1)][1:]
    ratio = statistics.median(worker / plain for plain, worker in pairs)
    plain, worker = (statistics.median(column) for column in zip(*pairs))
    print(f"{given.source}: clang -fsyntax-only {plain * 1000:.0f} ms, worker {worker * 1000:.0f} ms, ratio {ratio:.2f}"
          " (target for C++: 0.75)")


if __name__ == "__main__":
    main()
