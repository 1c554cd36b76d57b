"""Drops one required token at a random place of real files and asks gate about it: how many are blocked, how many at the right
line (at most one line off, or named as the opener of what is unclosed).

usage: syntax_mutations.py HISTORY...     (GATE names the binary; MUTATIONS=n a language and token, SEED=n)
"""
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

GATE = os.environ["GATE"]
MUTATIONS = int(os.environ.get("MUTATIONS", "12"))
VERBOSE = os.environ.get("VERBOSE") == "1"

# Extension -> lines on which a token is required, as (token, expression whose last group is the token).
SEMICOLON = (";", re.compile(r"^\s+[^#/*{}'\"]*[\w)\]](;)$"))
OPENING_BRACE = ("{", re.compile(r"^\s*(?:if|for|while|else|switch|func|function|fn|class|struct|impl|public|private|static|int|void)\b[^'\"/]*(\{)$"))
CLOSING_BRACE = ("}", re.compile(r"^\s*(\})$"))
OPENING = ("(", re.compile(r"^\s+[^#/*'\"]*\w(\()[^'\"/]*\);?$"))
CLOSING = (")", re.compile(r"^\s+[^#/*'\"]*\w\([^'\"/()]*(\));?$"))
QUOTE = ('"', re.compile(r"^[^#/*'\"]*\"[^'\"\\]+(\")[,);]*$"))
COLON = (":", re.compile(r"^\s*(?:if|for|while|else|def|class|try|with|elif|except|finally)\b[^'\"#]*(:)$"))
BRACKET = ("]", re.compile(r"^\s+[^#/*'\"]*\w\[[^'\"/\[\]]*(\])[;,)]*$"))
FOR_HEADER = ("for ;", re.compile(r"^\s*for\s*\(?[^;'\"]*(;)[^;]*;"))
COMMA = (",", re.compile(r'^\s*"[^"]*": (?:"[^"]*"|\d+|true|false)(,)$'))
CURLY = [OPENING_BRACE, CLOSING_BRACE, OPENING, CLOSING, QUOTE, BRACKET]
KINDS = {
    ".c": [SEMICOLON, *CURLY], ".cc": [SEMICOLON, *CURLY], ".java": [SEMICOLON, *CURLY], ".rs": CURLY,
    ".go": [FOR_HEADER, *CURLY], ".js": [FOR_HEADER, *CURLY], ".ts": CURLY, ".py": [COLON, OPENING, CLOSING, QUOTE, BRACKET],
    ".json": [COMMA],
}


def git(history, *arguments, **more):
    return subprocess.run(["git", "-C", history, *arguments], capture_output=True, check=True, **more).stdout


def candidates(text, expression):
    return [(number, match.start(match.lastindex)) for number, line in enumerate(text.split("\n"), 1)
            if (match := expression.search(line))]


def drop(text, number, column):
    lines = text.split("\n")
    lines[number - 1] = lines[number - 1][:column] + lines[number - 1][column + 1:]
    return "\n".join(lines)


class Scratch:
    """A repository in which one file is committed twice."""

    def __init__(self, folder):
        self.folder = folder
        git(folder, "init", "-q")
        for key, value in (("user.name", "a"), ("user.email", "a@example.com"), ("gc.auto", "0")):
            git(folder, "config", key, value)

    def judge(self, name, before, after):
        ids = []
        for text in (before, after):
            blob = git(self.folder, "hash-object", "-w", "--stdin", input=text.encode()).decode().strip()
            tree = git(self.folder, "mktree", input=f"100644 blob {blob}\t{name}\n".encode()).decode().strip()
            ids.append(git(self.folder, "commit-tree", tree, "-m", "x").decode().strip())
        done = subprocess.run([GATE, "check", "--repo", self.folder, f"{ids[0]}..{ids[1]}", "--ledger", "none", "--report",
                               "json"], capture_output=True, text=True, errors="replace", check=False, timeout=120)
        return done.returncode, json.loads(done.stdout)


def right_line(report, number):
    places = [(finding["line"], [related["line"] for related in finding.get("related", [])], finding["message"])
              for finding in report["findings"] if finding["blocking"]]
    return any(abs(line - number) <= 1 or any(abs(other - number) <= 1 for other in related) or
               re.search(rf"\bline {number}\b", message) for line, related, message in places)


def main():
    chance = random.Random(int(os.environ.get("SEED", "1")))
    files = collections.defaultdict(list)
    for history in sys.argv[1:]:
        for path in git(history, "ls-tree", "-r", "--name-only", "HEAD").decode(errors="replace").splitlines():
            if pathlib.Path(path).suffix in KINDS and not re.search(r"test|vendor|deps/|\.min\.", path):
                files[pathlib.Path(path).suffix].append((history, path))
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(folder)
        for suffix, kinds in KINDS.items():
            chance.shuffle(files[suffix])
            for token, expression in kinds:
                tried = blocked = right = 0
                for history, path in files[suffix]:
                    if tried == MUTATIONS:
                        break
                    text = git(history, "cat-file", "blob", f"HEAD:{path}").decode(errors="replace")
                    places = candidates(text, expression) if len(text) < 300_000 else []
                    if not places:
                        continue
                    number, column = chance.choice(places)
                    code, report = scratch.judge("a" + suffix, text, drop(text, number, column))
                    tried += 1
                    blocked += code == 1
                    hit = code == 1 and right_line(report, number)
                    right += hit
                    if VERBOSE and not hit:
                        found = [(f["line"], f["confidence"], f["message"]) for f in report["findings"]][:3]
                        print(f"    {path}:{number} lost {token!r}: {text.split(chr(10))[number - 1].strip()[:90]}\n      {found}")
                print(f"{suffix:6} {token:6} tried {tried:3}  blocked {blocked:3}  right line {right:3}", flush=True)


if __name__ == "__main__":
    main()
