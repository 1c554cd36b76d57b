"""60 consecutive commits of each history, judged: no crash, nothing undecided, and every blocking finding printed for a person
to look at. Healthy projects rarely commit broken code, so a block here is most likely a false alarm.

usage: healthy_commits.py HISTORY...     (GATE names the binary; COMMITS=n another number)
"""
import json
import os
import subprocess
import sys

GATE = os.environ["GATE"]
COMMITS = int(os.environ.get("COMMITS", "60"))


def commits(history):
    listed = subprocess.run(["git", "-C", history, "rev-list", "--no-merges", f"-n{COMMITS}", "HEAD"], check=True,
                            capture_output=True, text=True).stdout.split()
    return listed


def judge(history, commit):
    done = subprocess.run([GATE, "check", "--repo", history, f"{commit}~1..{commit}", "--ledger", "none", "--report", "json"],
                          capture_output=True, text=True, errors="replace", check=False, timeout=300)
    return done.returncode, done.stdout, done.stderr


def main():
    failed = False
    for history in sys.argv[1:]:
        codes, blocking, slowest = {}, [], 0
        for commit in commits(history):
            code, out, err = judge(history, commit)
            codes[code] = codes.get(code, 0) + 1
            if code not in (0, 1):
                failed = True
                print(f"  {commit[:10]} exit {code}: {(err or out)[-300:]}")
                continue
            report = json.loads(out)
            blocking += [(commit, finding) for finding in report["findings"] if finding["blocking"]]
            slowest = max(slowest, report["ms"])
        print(f"{history}: exit codes {codes}, {len(blocking)} blocking findings, slowest {slowest} ms")
        for commit, finding in blocking:
            print(f"  {commit[:10]} {finding['path']}:{finding['line']}:{finding['column']} {finding['rule']} {finding['message']}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
