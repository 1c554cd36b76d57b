"""The real pre-commit: ci-examples/pre-commit-config.yaml and .pre-commit-hooks.yaml, on real commits and pushes."""
import pathlib
import shutil
import subprocess
import unittest

from hook_test import Remote
from repo import ROOT, with_gate_in_path

CONFIG = (ROOT / "ci-examples/pre-commit-config.yaml").read_text()


@unittest.skipUnless(shutil.which("pre-commit"), "pre-commit is not installed (scripts/setup)")
class PreCommit(unittest.TestCase):
    def setUp(self):
        self.repo = Remote()
        self.addCleanup(self.repo.__exit__)
        with_gate_in_path(self.repo)
        self.repo.env["PRE_COMMIT_HOME"] = str(self.repo.path.parent / "pre-commit")
        self.repo.env["HOME"] = str(self.repo.path.parent)

    def install(self, config):
        self.repo.commit({".pre-commit-config.yaml": config}, "hooks")
        self.repo.git("push", "-q", "origin", "main")
        subprocess.run(["pre-commit", "install", "--hook-type", "pre-commit", "--hook-type", "pre-push"],
                       cwd=self.repo.path, env=self.repo.env, check=True, capture_output=True)

    def try_commit(self, files, *arguments):
        for name, text in files.items():
            self.repo.write(name, text)
        self.repo.git("add", *files)
        done = subprocess.run(["git", "commit", "-m", "try", *arguments], cwd=self.repo.path, env=self.repo.env,
                              capture_output=True, check=False, timeout=120)
        return done.returncode, (done.stdout + done.stderr).decode()

    def check_both_stages(self):
        code, text = self.try_commit({"a.py": "a = (\n"})
        self.assertNotEqual(code, 0, text)
        self.assertIn("a.py:1", text)
        code, text = self.try_commit({"a.py": "a = 2\n"})
        self.assertEqual(code, 0, text)
        self.assertIn("gate (staged files)", text)
        code, text = self.repo.push("origin", "main")
        self.assertEqual(code, 0, text)
        self.assertIn("gate (push)", text)
        code, text = self.try_commit({"a.py": "a = (\n"}, "--no-verify")
        self.assertEqual(code, 0, text)
        code, text = self.repo.push("origin", "main")
        self.assertNotEqual(code, 0, text)
        self.assertIn("a.py:1", text)

    def test_the_example_judges_what_is_staged_and_what_is_pushed(self):
        self.install(CONFIG)
        self.check_both_stages()

    def test_a_commit_of_some_files_is_judged_by_those(self):
        self.install(CONFIG)
        code, text = self.try_commit({"b.js": "f((;\n", "a.py": "a = 7\n"}, "a.py")
        self.assertEqual(code, 0, text)

    def test_a_gate_that_a_signal_killed_is_no_pass(self):
        self.install(CONFIG)
        gate = self.repo.path.parent / "bin/gate"
        gate.unlink()
        gate.write_text("#!/bin/sh\nkill -9 $$\n")
        gate.chmod(0o755)
        self.assertNotEqual(self.try_commit({"a.py": "a = 2\n"})[0], 0)
        self.assertEqual(self.try_commit({"a.py": "a = 2\n"}, "--no-verify")[0], 0)
        self.assertNotEqual(self.repo.push("origin", "main")[0], 0)

    def test_the_published_hooks(self):
        hooks = self.repo.path.parent / "hooks"
        hooks.mkdir()
        git = lambda *arguments: subprocess.run(["git", *arguments], cwd=hooks, env=self.repo.env, check=True,
                                                capture_output=True)
        git("init", "-q", "-b", "main")
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        git("add", "-A")
        git("commit", "-q", "-m", "hooks")
        git("tag", "v1")
        self.install(f"repos:\n  - repo: {hooks}\n    rev: v1\n    hooks:\n      - id: gate-staged\n      - id: gate-push\n")
        self.check_both_stages()

    def test_a_new_branch_is_judged_from_where_it_left(self):
        self.install(CONFIG)
        self.repo.git("checkout", "-q", "-b", "topic")
        self.assertEqual(self.try_commit({"b.js": "f(1;\n"}, "--no-verify")[0], 0)
        code, text = self.repo.push("origin", "topic")
        self.assertNotEqual(code, 0, text)
        self.assertIn("b.js:1", text)

    def test_the_first_push_to_an_empty_remote_is_judged(self):
        self.install(CONFIG)
        empty = self.repo.path.parent / "empty.git"
        subprocess.run(["git", "init", "-q", "--bare", str(empty)], env=self.repo.env, check=True)
        self.repo.git("remote", "add", "second", str(empty))
        self.assertEqual(self.try_commit({"a.py": "a = (\n"}, "--no-verify")[0], 0)
        code, text = self.repo.push("second", "main")
        self.assertNotEqual(code, 0, text)
        self.assertIn("a.py:1", text)


class Published(unittest.TestCase):
    def test_both_files_say_the_same(self):
        keys = ("id:", "name:", "entry:", "language:", "pass_filenames:", "always_run:", "stages:")
        said = [[line.strip(" -") for line in pathlib.Path(file).read_text().splitlines() if line.strip(" -").startswith(keys)]
                for file in (ROOT / "ci-examples/pre-commit-config.yaml", ROOT / ".pre-commit-hooks.yaml")]
        self.assertEqual(said[0], said[1])
        self.assertEqual(len(said[0]), 14)


if __name__ == "__main__":
    unittest.main()
