"""tests/cases/ANALYZER/CASE/{before,after}/ judged by the real binary; expected.txt holds the findings.

A line is `path:line:column rule severity/confidence state blocking|-  message`; the last one `exit N`.
GATE_UPDATE=1 rewrites expected.txt. Optional: `config.yml` (given by --config), `build/` (copied beside the tree, for
compilation databases; `@ROOT@` in it becomes the checkout's path).
"""
import os
import pathlib
import shutil
import unittest

from repo import Repo, ROOT

CASES = ROOT / "tests" / "cases"


def copy_tree(source, target):
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def clear(repo):
    for entry in repo.path.iterdir():
        if entry.name != ".git":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def describe(result):
    lines = []
    for finding in result.json["findings"]:
        if finding["state"] == "existing":
            continue
        lines.append("{path}:{line}:{column} {rule} {severity}/{confidence} {state} {block}  {message}".format(
            block="blocking" if finding["blocking"] else "suppressed" if finding["suppressed"] else "-", **finding))
    return "\n".join(lines + [f"exit {result.code}"]) + "\n"


def judge(case):
    with Repo() as repo:
        copy_tree(case / "before", repo.path)
        repo.commit(message="before")
        clear(repo)
        copy_tree(case / "after", repo.path)
        repo.commit(message="after")
        if (case / "build").is_dir():
            copy_tree(case / "build", repo.path / "build")
            for file in (repo.path / "build").rglob("*.json"):
                file.write_text(file.read_text().replace("@ROOT@", str(repo.path)))
        options = ["--config", str(case / "config.yml")] if (case / "config.yml").exists() else []
        return describe(repo.check("HEAD~1..HEAD", "--ledger", "none", *options))


class Cases(unittest.TestCase):
    maxDiff = None

    def test_every_case(self):
        cases = sorted(path.parent for path in CASES.glob("*/*/after"))
        self.assertGreater(len(cases), 10)
        for case in cases:
            with self.subTest(case=str(case.relative_to(CASES))):
                seen = judge(case)
                expected = case / "expected.txt"
                if os.environ.get("GATE_UPDATE") == "1":
                    expected.write_text(seen)
                self.assertEqual(expected.read_text() if expected.exists() else "", seen)


if __name__ == "__main__":
    unittest.main()
