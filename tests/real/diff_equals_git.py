#!/usr/bin/env python3
"""
diff_equals_git.py REPO...

Compares the files that gate reports with `git diff -M -U0` on real histories: for 50 commits and three release-to-release
ranges of each repository, statuses, renames and added line ranges must be equal. Prints a line for each difference and
the agreement of each repository; exits 1 when anything differs. The binary is build/release/gate, or $GATE.

Files that gate marks unreadable (over the size limit) have no ranges to compare and are counted apart.
"""
import base64
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import histories  # noqa: E402

STATUS = {"A": "added", "D": "deleted", "M": "modified", "R": "renamed", "T": "type-changed"}
HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
SHOWN = 20


def merged(ranges):
    out = []
    for first, last in ranges:
        if out and out[-1][1] + 1 >= first:
            out[-1][1] = max(out[-1][1], last)
        else:
            out.append([first, last])
    return out


def git_files(repo, span):
    """{path: (status, old path, added ranges or None for binaries)} as git sees the range."""
    left, right = span.split("..")
    common = ["diff", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "--no-relative"]
    raw = histories.git(repo, *common, "--raw", "-z", left, right).split(b"\0")
    order, at = [], 0
    while at + 1 < len(raw):
        old_mode, new_mode, _, new_id, status = raw[at].split(b" ")
        letter, old_path = chr(status[0]), raw[at + 1]
        path = raw[at + 2] if letter == "R" else old_path
        at += 3 if letter == "R" else 2
        order.append((path, letter, old_path, b"160000" in (old_mode.lstrip(b":"), new_mode)))
    patch = histories.git(repo, *common, "--src-prefix=a/", "--dst-prefix=b/", "-U0", left, right)
    sections = re.split(rb"^diff --git ", patch, flags=re.M)[1:]
    files, section = {}, 0
    for path, letter, old_path, submodule in order:
        body = sections[section]
        section += 1
        if letter == "T":  # a deletion and an addition
            body += sections[section]
            section += 1
        ranges = []
        for line in body.split(b"\n"):
            found = HUNK.match(line)
            if found:
                first, count = int(found.group(1)), int(found.group(2) or 1)
                if count:
                    ranges.append([first, first + count - 1])
        binary = re.search(rb"^Binary files ", body, flags=re.M) is not None
        files[path] = (STATUS[letter], old_path, None if binary else [] if submodule else merged(ranges))
    return files


def gate_files(repo, span):
    command = [histories.gate_binary(), "check", "--repo", repo, span, "--report", "json=-"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()[-300:]}") from None
    files = {}
    for file in report["files"]:
        def raw(key, file=file):
            if file.get(key + "_base64"):
                return base64.b64decode(file[key + "_base64"])
            return (file.get(key) or file["path"]).encode()
        files[raw("path")] = (file["status"], raw("old_path"), file["added_ranges"], bool(file.get("unreadable")))
    return files


def differences(expected, actual):
    """A line for each path that differs, and the number of files that could not be compared by lines."""
    lines, skipped = [], 0
    for path in sorted(expected.keys() | actual.keys()):
        shown = path.decode(errors="backslashreplace")
        if path not in actual or path not in expected:
            lines.append(f"{shown}: only in {'git' if path in expected else 'gate'}")
            continue
        status, old_path, ranges = expected[path]
        gate_status, gate_old, gate_ranges, unreadable = actual[path]
        if status != gate_status:
            lines.append(f"{shown}: git {status}, gate {gate_status}")
        elif old_path != gate_old:
            lines.append(f"{shown}: git from {old_path!r}, gate from {gate_old!r}")
        elif unreadable:
            skipped += 1
        elif (ranges or []) != gate_ranges:
            lines.append(f"{shown}: added lines git {ranges}, gate {gate_ranges}"[:300])
    return lines, skipped


def compared(repo, spans, wanted):
    """(span, expected, actual or an error) of the first `wanted` spans that git itself can compare: mirrors may lack a
    few large objects."""
    done = 0
    for span in spans:
        if done == wanted:
            return
        try:
            expected = git_files(repo, span)
        except RuntimeError as error:
            print(f"  {span}: left out, {str(error)[-100:]}")
            continue
        done += 1
        try:
            yield span, expected, gate_files(repo, span)
        except RuntimeError as error:
            yield span, expected, error


def check(repo, options):
    files = renames = wrong = skipped = failed = total = 0
    for kind, wanted in ((histories.commits(repo, options.commits), options.commits),
                         (histories.releases(repo), options.releases)):
        for span, expected, actual in compared(repo, kind, wanted):
            total += 1
            files += len(expected)
            renames += sum(1 for status, _, _ in expected.values() if status == "renamed")
            if isinstance(actual, RuntimeError):
                failed += 1
                print(f"  {span}: {actual}")
                continue
            lines, left_out = differences(expected, actual)
            wrong += len(lines)
            skipped += left_out
            for line in lines[:SHOWN]:
                print(f"  {span}: {line}")
    agreement = 100.0 * (files - wrong) / files if files else 0.0
    print(f"{histories.name(repo)}: {total} ranges, {files} files, {renames} renames, {wrong} differences "
          f"({agreement:.3f} % equal), {skipped} unreadable by size, {failed} ranges failed", flush=True)
    return wrong == 0 and failed == 0 and files > 0


if __name__ == "__main__":
    histories.main(check, __doc__)
