"""The real lefthook with ci-examples/lefthook.yml, on real commits and pushes."""
import os
import subprocess
import unittest

from hook_test import Remote
from repo import ROOT, with_gate_in_path

# The npm package is a launcher; the program itself lies beside it.
LEFTHOOK = ROOT / "tests/e2e/local/node_modules/lefthook-linux-x64/bin/lefthook"
LFS_HOOK = """#!/bin/sh
command -v git-lfs >/dev/null 2>&1 || { printf >&2 "git-lfs was not found on your path.\\n"; exit 2; }
git lfs pre-push "$@"
"""


@unittest.skipUnless(os.access(LEFTHOOK, os.X_OK), "lefthook is not installed (scripts/setup)")
class Lefthook(unittest.TestCase):
    def setUp(self):
        self.repo = Remote()
        self.addCleanup(self.repo.__exit__)
        self.bin = with_gate_in_path(self.repo)
        self.repo.env["HOME"] = str(self.repo.path.parent)
        self.repo.commit({"lefthook.yml": (ROOT / "ci-examples/lefthook.yml").read_text(),
                          ".lefthook/pre-push/gate": (ROOT / "ci-examples/pre-push").read_text()}, "hooks")
        self.repo.git("push", "-q", "origin", "main")

    def install(self):
        os.symlink(LEFTHOOK, self.bin / "lefthook")
        subprocess.run(["lefthook", "install"], cwd=self.repo.path, env=self.repo.env, check=True, capture_output=True)

    def try_commit(self, text):
        self.repo.write("a.py", text)
        self.repo.git("add", "a.py")
        done = subprocess.run(["git", "commit", "-m", "try"], cwd=self.repo.path, env=self.repo.env,
                              capture_output=True, check=False, timeout=60)
        return done.returncode, (done.stdout + done.stderr).decode()

    def test_what_is_staged_is_judged(self):
        self.install()
        code, text = self.try_commit("a = (\n")
        self.assertNotEqual(code, 0, text)
        self.assertIn("a.py:1", text)
        code, text = self.try_commit("a = 2\n")
        self.assertEqual(code, 0, text)

    def test_every_pushed_ref_is_judged(self):
        self.install()
        self.repo.git("checkout", "-q", "-b", "broken")
        self.repo.write("a.py", "a = (\n")
        self.repo.git("commit", "-q", "--no-verify", "-a", "-m", "broken")
        self.repo.git("checkout", "-q", "main")
        self.repo.git("branch", "fine", "main")
        code, text = self.repo.push("origin", "fine", "broken")
        self.assertNotEqual(code, 0, text)
        self.assertIn("a.py:1", text)
        code, text = self.repo.push("origin", "fine")
        self.assertEqual(code, 0, text)

    def test_an_installed_gate_hook_hands_the_refs_to_git_lfs(self):
        """`git lfs install` writes a hook that reads the same refs: gate's hook runs it first, then judges."""
        lfs = self.bin / "git-lfs"
        lfs.write_text('#!/bin/sh\n[ "$1" = pre-push ] && shift && echo "$@" >"$LFS_SAW" && cat >>"$LFS_SAW"\n')
        lfs.chmod(0o755)
        hook = self.repo.path / ".git/hooks/pre-push"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(LFS_HOOK)
        hook.chmod(0o755)
        self.assertEqual(self.repo.gate("hook", "install").code, 0)
        saw = self.repo.path.parent / "saw"
        self.repo.commit({"a.py": "a = (\n"})
        code, text = self.repo.push("origin", "main", LFS_SAW=str(saw))
        self.assertNotEqual(code, 0, text)
        self.assertIn("a.py:1", text)
        self.assertIn("origin ", saw.read_text())
        self.assertIn("refs/heads/main", saw.read_text())


if __name__ == "__main__":
    unittest.main()
