#!/usr/bin/env python3
"""What a change of 100 files costs with a plugin that does nothing, beyond the plugin's own start.

usage: plugins.py [--files N] [--runs N]      (needs build/release/gate, or GATE, and git)

Runs in turn: `gate check` without the plugin and with it, of the whole change and of one file, and the plugin alone
answering its greeting. Prints medians: what the plugin adds to a check of one file (its start, the sandbox, the private
folder), its start alone, and what the other files add to that.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from repo import GATE, Repo  # noqa: E402

# A Python without its site packages, so that its own start is as small and as steady as can be.
NOTHING = '''import json, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["type"] == "hello":
        answer = {"type": "hello", "protocol": 1, "name": "nothing", "version": "1"}
    else:
        answer = {"type": "result", "id": request["id"], "findings": []}
    print(json.dumps(answer), flush=True)
'''


def milliseconds(command, **more):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: {done.returncode} {done.stdout.decode()} {done.stderr.decode()}")
    return (time.perf_counter() - start) * 1000


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=100)
    arguments.add_argument("--runs", type=int, default=25)
    given = arguments.parse_args()
    python = os.path.realpath(sys.executable)
    plugin = {"name": "nothing", "folder": ".gate/nothing", "run": [python, "-I", "-S", "{plugin}/nothing.py"]}
    text = "".join(f"value_{number} = {number}\n" for number in range(100))
    hello = json.dumps({"type": "hello", "protocol": 1, "gate": "0", "options": {}}) + "\n"
    with Repo() as repo:
        files = {f"f{number:03}.txt": text for number in range(given.files)}
        repo.commit({".gate.yml": "version: 1\n", ".gate/nothing/nothing.py": NOTHING, **files})
        with_plugin = str(repo.path.parent / "with.yml")
        without = str(repo.path.parent / "without.yml")
        pathlib.Path(with_plugin).write_text(json.dumps({"version": 1, "ledger": "none", "plugins": [plugin]}))
        pathlib.Path(without).write_text('{"version": 1, "ledger": "none"}')
        repo.commit({name: text + "last = 1\n" for name in files})
        repo.commit({"f000.txt": text})
        script = repo.path / ".gate/nothing/nothing.py"
        commands = {f"{span} {name}": [GATE, "check", span, "--config", config]
                    for span in ("HEAD~2..HEAD~1", "HEAD~1..HEAD")
                    for name, config in (("without", without), ("with", with_plugin))}
        times = {name: [] for name in [*commands, "start"]}
        for _ in range(given.runs + 3):
            for name, command in commands.items():
                times[name].append(milliseconds(command, cwd=repo.path, env=repo.env))
            times["start"].append(milliseconds([python, "-I", "-S", str(script)], input=hello.encode()))
        median = {name: statistics.median(times[name][3:]) for name in times}
        one = median["HEAD~1..HEAD with"] - median["HEAD~1..HEAD without"]
        all_files = median["HEAD~2..HEAD~1 with"] - median["HEAD~2..HEAD~1 without"]
        print(f"gate without a plugin {median['HEAD~2..HEAD~1 without']:.1f} ms ({given.files} files); a plugin that does "
              f"nothing adds {one:.1f} ms for one file (its own start alone: {median['start']:.1f} ms) and {all_files:.1f} ms "
              f"for {given.files}: {all_files - median['start']:.1f} ms beyond its own start, "
              f"{all_files - one:.1f} ms for the files")


if __name__ == "__main__":
    main()
