"""Every command that README.md and docs/*.md show is run, or is named here with the test that runs it."""
import re
import subprocess
import unittest

from hook_test import Remote
from repo import ROOT, with_gate_in_path

SHELL = ("sh", "bash", "shell", "console", "")

# Commands that another test runs, by their beginning: (test, a word that the test must hold).
ELSEWHERE = {
    "scripts/test": (".ci/run", "scripts/test"),
    "scripts/setup": ("scripts/test", "scripts/setup"),
    "pre-commit install": ("tests/e2e/precommit_test.py", '"pre-commit", "install"'),
    "lefthook install": ("tests/e2e/lefthook_test.py", '"lefthook", "install"'),
    "gate rules": ("tests/e2e/rules_test.py", '"test", "--format", "json", "rules/"'),
    "gate scan": ("tests/e2e/scan_test.py", '"--rules", "../rules.yaml", "--analyzer", "patterns"'),
    "gate fix": ("tests/e2e/fix_test.py", '"patterns/no-eval"'),
    "gate risk show": ("tests/e2e/risk_test.py", '"risk", "show", "--format", "json"'),
    "gate risk train": ("tests/e2e/risk_test.py", '"risk", "train"'),
    "gate risk evaluate": ("tests/e2e/risk_test.py", '"risk", "evaluate"'),
    "gate publish": ("tests/e2e/gitlab_test.py", '"publish", "--from"'),
}

# Documents that another test types from the first command to the last: (test, a word that the test must hold).
TYPED = {"install.md": ("tests/package/package_test.py", "docs/install.md")}

# Exit codes beside 0 that are right in the prepared repository, by the command's beginning.
ALSO_RIGHT = {"gate check": {1}, "gate owners --lint": {1}, "gate doctor --compare": {1}}

# What readers do between two commands, by the beginning of the later one.
BEFORE = {"gate plugin pin my-own": "cp .gate/plugins/my-own/gate.yml .gate.yml",
          "gate ledger import": "gate ledger export > ledger.json"}


def blocks(text):
    """(language, lines) of each fenced block."""
    for match in re.finditer(r"^ *(`{3,})(\w*)[^\n]*\n(.*?)^ *\1 *$", text, re.M | re.S):
        yield match[2], match[3].splitlines()


def without_comment(line):
    """The command without a comment after it; quotes are respected."""
    quote = ""
    for at, character in enumerate(line):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == "#" and (at == 0 or line[at - 1].isspace()):
            return line[:at].strip()
    return line.strip()


def commands(text):
    """Commands of shell blocks: every line of `sh`, the lines after a `$ ` of transcripts."""
    found = []
    for language, lines in blocks(text):
        if language not in SHELL:
            continue
        joined = "\n".join(lines).replace("\\\n", " ").splitlines()
        if language in ("console", "") or any(line.lstrip().startswith("$ ") for line in joined):
            joined = [line.lstrip()[2:] for line in joined if line.lstrip().startswith("$ ")]
        found += [command for command in map(without_comment, joined) if command]
    return found


def documents():
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def documented():
    return [(path.name, command) for path in documents() for command in commands(path.read_text())]


def longest(table, command):
    """The entry whose key begins the command; the longest key wins."""
    keys = [key for key in table if command == key or command.startswith(key + " ")]
    return table[max(keys, key=len)] if keys else None


class Prepared(Remote):
    """What the documents' examples speak of: a remote, owners, reports of tools, a receipt, a change that blocks."""

    def __init__(self):
        super().__init__()
        with_gate_in_path(self)
        self.commit({".github/CODEOWNERS": "* @bo\n/src/payments/ @shop/payments\n", "src/payments/api.c": "int f(void);\n",
                     "README.md": "# shop\n", ".gate.yml": "version: 1\n"})
        self.git("push", "-q", "origin", "main")
        self.git("checkout", "-q", "-b", "topic")
        self.commit({"a.py": "a = (\n"})
        self.gate("hook", "install")
        self.push("origin", "topic")  # held back: its receipt is what there is to compare with
        self.gate("hook", "uninstall")
        for name in ("gate-receipt.json", "other-receipt.json"):
            self.gate("check", "--report", f"receipt={name}")
        self.gate("check", "--report", "json=gate.json")
        (self.path.parent / "queue").symlink_to(self.path)
        self.env["HOME"] = str(self.path.parent)
        self.write("build/lcov.info", "SF:a.py\nDA:1,1\nend_of_record\n")

    def run(self, command):
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=self.path, env=self.env, capture_output=True,
                              check=False, timeout=120, input=b"")
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


class Documents(unittest.TestCase):
    def test_every_command_runs(self):
        """A document's commands run one after another, as a reader would."""
        ran = 0
        for path in documents():
            if path.name in TYPED:
                continue
            with Prepared() as repo:
                for command in commands(path.read_text()):
                    if longest(ELSEWHERE, command):
                        continue
                    with self.subTest(document=path.name, command=command):
                        self.run_one(repo, command.replace("scripts/gate ", "gate ", 1))  # which builds it first
                        ran += 1
        self.assertGreater(ran, 10)

    def run_one(self, repo, command):
        self.assertEqual(command.split()[0], "gate", "name the test that runs it in ELSEWHERE, or make it a gate command")
        if before := longest(BEFORE, command):
            self.assertEqual(repo.run(before)[0], 0)
        code, text = repo.run(command)
        self.assertIn(code, {0} | (longest(ALSO_RIGHT, command) or set()), text)

    def test_what_is_run_elsewhere_is_run_there(self):
        shown = [command for _, command in documented()]
        for key, (test, word) in {**ELSEWHERE, **TYPED}.items():
            with self.subTest(key):
                self.assertIn(word, (ROOT / test).read_text())
        for key in ("scripts/test", "pre-commit install", "lefthook install", "gate publish"):
            self.assertTrue(any(longest({key: True}, command) for command in shown), f"nobody shows {key} any more")

    def test_links_lead_somewhere(self):
        for path in documents():
            for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text()):
                if re.match(r"[a-z]+:|#", target):
                    continue
                with self.subTest(document=path.name, target=target):
                    self.assertTrue((path.parent / target.split("#")[0]).exists())


class Reader(unittest.TestCase):
    """The reader of blocks itself: what it does not see is not tested."""

    def test_it_finds_commands(self):
        text = "```sh\ngate a   # x\n\ngate b \\\n  --c '#d'\n```\n```console\n$ gate e\noutput\n```\n```yaml\ngate: f\n```\n" \
               "  ```sh\n  gate g\n  ```\n```\n$ gate h\nmore\n```\n"
        self.assertEqual(commands(text), ["gate a", "gate b    --c '#d'", "gate e", "gate g", "gate h"])


if __name__ == "__main__":
    unittest.main()
