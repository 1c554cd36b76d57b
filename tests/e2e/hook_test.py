"""The pre-push hook on real pushes to a real (bare, local) remote."""
import os
import pathlib
import subprocess
import unittest

from repo import GATE, ROOT, Repo


class Remote(Repo):
    """A repository with a bare remote `origin` beside it, `main` pushed."""

    def __init__(self):
        super().__init__()
        self.bare = self.path.parent / "remote.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(self.bare)], env=self.env, check=True)
        self.commit({"a.py": "a = 1\n", "b.js": "f(1);\n"})
        self.git("remote", "add", "origin", str(self.bare))
        self.git("push", "-q", "-u", "origin", "main")
        self.git("remote", "set-head", "origin", "main")

    def push(self, *arguments, **env):
        done = subprocess.run(["git", "push", *arguments], cwd=self.path, env={**self.env, **env}, capture_output=True,
                              check=False, timeout=60)
        return done.returncode, (done.stdout + done.stderr).decode()


class PrePush(unittest.TestCase):
    def setUp(self):
        self.repo = Remote()
        self.assertEqual(self.repo.gate("hook", "install").code, 0)

    def tearDown(self):
        self.repo.__exit__()

    def test_an_unsafe_push_is_held_back_and_a_safe_one_goes(self):
        self.repo.commit({"a.py": "a = (\n"})
        code, text = self.repo.push("origin", "main")
        self.assertNotEqual(code, 0)
        self.assertIn("a.py:1", text)
        self.repo.commit({"a.py": "a = 2\n"})
        code, text = self.repo.push("origin", "main")
        self.assertEqual(code, 0, text)
        self.assertIn("refs/heads/main: pass", text)

    def test_a_new_branch_is_judged_from_where_it_left_the_default_branch(self):
        self.repo.git("checkout", "-q", "-b", "topic")
        self.repo.commit({"b.js": "f(1;\n"})
        code, text = self.repo.push("origin", "topic")
        self.assertNotEqual(code, 0)
        self.assertIn("b.js:1", text)

    def test_the_first_push_to_an_empty_remote(self):
        empty = self.repo.path.parent / "empty.git"
        subprocess.run(["git", "init", "-q", "--bare", str(empty)], env=self.repo.env, check=True)
        self.repo.git("remote", "add", "second", str(empty))
        code, text = self.repo.push("second", "main")
        self.assertEqual(code, 0, text)

    def test_each_pushed_ref_is_judged_not_head(self):
        self.repo.git("checkout", "-q", "-b", "broken")
        self.repo.commit({"a.py": "a = (\n"})
        self.repo.git("checkout", "-q", "main")
        self.repo.git("branch", "fine", "main")
        code, text = self.repo.push("origin", "fine", "broken")
        self.assertNotEqual(code, 0)
        self.assertIn("a.py:1", text)

    def test_a_deletion_and_nothing_to_push_pass(self):
        self.repo.git("branch", "topic")
        self.assertEqual(self.repo.push("origin", "topic")[0], 0)
        self.assertEqual(self.repo.push("origin", ":topic")[0], 0)
        self.assertEqual(self.repo.gate("hook", "pre-push", "origin", "url").code, 0)

    def test_a_remote_commit_that_is_not_here(self):
        head = self.repo.commit({"a.py": "a = 3\n"})
        line = f"refs/heads/main {head} refs/heads/main {'1234567890' * 4}\n"
        result = self.repo.gate("hook", "pre-push", "origin", "url", stdin=line.encode())
        self.assertEqual(result.code, 0, result.out + result.err)

    def test_malformed_input_is_an_error(self):
        result = self.repo.gate("hook", "pre-push", "origin", "url", stdin=b"what is this\n")
        self.assertEqual(result.code, 2)
        self.assertIn("standard input:1", result.err)

    def test_skipping_is_recorded_and_ignored_in_a_pipeline(self):
        self.repo.commit({"a.py": "a = (\n"})
        code, text = self.repo.push("origin", "main", CI="true", GATE_SKIP="in a hurry")
        self.assertNotEqual(code, 0, text)
        code, text = self.repo.push("origin", "main", GATE_SKIP="in a hurry")
        self.assertEqual(code, 0, text)
        self.assertIn("in a hurry", self.repo.gate("ledger", "show", "last").out)

    def test_an_existing_hook_runs_first_and_comes_back(self):
        self.assertEqual(self.repo.gate("hook", "uninstall").code, 0)
        hook = self.repo.path / ".git/hooks/pre-push"
        hook.write_text("#!/bin/sh\ncat > seen\n[ ! -e stop ]\n")
        hook.chmod(0o755)
        self.assertEqual(self.repo.gate("hook", "install").code, 0)
        self.assertEqual(self.repo.gate("hook", "install").code, 0)  # again: nothing is lost
        self.repo.commit({"a.py": "a = 4\n"})
        code, text = self.repo.push("origin", "main")
        self.assertEqual(code, 0, text)
        self.assertIn("refs/heads/main", (self.repo.path / "seen").read_text())
        (self.repo.path / "stop").write_text("")
        self.repo.commit({"a.py": "a = 5\n"})
        self.assertNotEqual(self.repo.push("origin", "main")[0], 0)
        self.assertEqual(self.repo.gate("hook", "uninstall").code, 0)
        self.assertIn("cat > seen", hook.read_text())

    def test_core_hooks_path_is_respected(self):
        self.repo.git("config", "core.hooksPath", "hooks")
        self.assertEqual(self.repo.gate("hook", "install").code, 0)
        self.assertTrue((self.repo.path / "hooks/pre-push").exists())
        self.repo.git("config", "core.hooksPath", str(self.repo.path.parent / "elsewhere"))
        refused = self.repo.gate("hook", "install")
        self.assertEqual(refused.code, 2)
        self.assertIn("--force", refused.err)

    def test_coverage_and_review_are_left_to_the_pipeline(self):
        self.repo.commit({".gate.yml": "version: 1\npolicies: { review: { approvals: 2 }, coverage: { patch: 80 } }\n"})
        code, text = self.repo.push("origin", "main")
        self.assertEqual(code, 0, text)
        self.repo.commit({"a.py": "a = 1\nb = 2\n"})
        code, text = self.repo.push("origin", "main")
        self.assertEqual(code, 0, text)


class Example(unittest.TestCase):
    def test_the_example_hook_judges_a_push(self):
        with Remote() as repo:
            hook = repo.path / ".git/hooks/pre-push"
            hook.parent.mkdir(exist_ok=True)
            hook.write_text((ROOT / "ci-examples/pre-push").read_text())
            hook.chmod(0o755)
            folder = repo.path.parent / "bin"
            folder.mkdir()
            os.symlink(pathlib.Path(GATE).resolve(), folder / "gate")
            repo.env["PATH"] = f"{folder}:{repo.env['PATH']}"
            repo.commit({"a.py": "a = (\n"})
            self.assertNotEqual(repo.push("origin", "main")[0], 0)
            repo.commit({"a.py": "a = 2\n"})
            self.assertEqual(repo.push("origin", "main")[0], 0)


if __name__ == "__main__":
    unittest.main()
