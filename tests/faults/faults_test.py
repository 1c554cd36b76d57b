"""Misfortune: full disks, killed processes, hostile input. Nothing hangs, nothing crashes, nothing passes by accident."""
import json
import os
import pathlib
import resource
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from repo import GATE, Repo  # noqa: E402


def limit_file_size():
    """A disk that is full: every write beyond 4 KiB fails with EFBIG."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def limited(repo, *arguments):
    return subprocess.run([GATE, *arguments], cwd=repo.path, env=repo.env, capture_output=True, check=False, timeout=60,
                          preexec_fn=limit_file_size)


class Ledger(unittest.TestCase):
    def repo(self, after):
        repo = Repo()
        repo.commit({"a.py": "a = 1\n"})
        repo.commit({"a.py": after})
        return repo

    def test_a_pass_that_cannot_be_recorded_is_3_and_a_block_stays_1(self):
        for after, code in (("a = 2\n", 3), ("a = (\n", 1)):
            with self.subTest(after), self.repo(after) as repo:
                done = limited(repo, "check", "HEAD~1..HEAD")
                self.assertEqual(done.returncode, code, done.stdout.decode() + done.stderr.decode())
                self.assertIn("not recorded", done.stdout.decode())

    def test_a_ledger_in_a_place_that_cannot_be_written(self):
        for after, code in (("a = 2\n", 3), ("a = (\n", 1)):
            with self.subTest(after), self.repo(after) as repo:
                (repo.path / "file").write_text("")
                result = repo.gate("check", "HEAD~1..HEAD", "--ledger", "file/ledger.db")
                self.assertEqual(result.code, code, result.out)

    def test_a_file_that_is_no_database(self):
        with self.repo("a = 2\n") as repo:
            (repo.path / "ledger.db").write_text("this is no database\n" * 100)
            result = repo.gate("check", "HEAD~1..HEAD", "--ledger", "ledger.db")
            self.assertEqual(result.code, 3)
            self.assertIn("ledger.db", result.out)

    def test_killed_in_mid_run_the_ledger_opens_again(self):
        with self.repo("a = 2\n") as repo:
            for delay in (0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05):
                process = subprocess.Popen([GATE, "check", "HEAD~1..HEAD"], cwd=repo.path, env=repo.env,
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(delay)
                process.kill()
                process.wait()
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 0)
            for line in repo.gate("ledger", "export").out.splitlines():
                self.assertIn("rulings", json.loads(line))

    def test_many_at_once(self):
        with self.repo("a = 2\n") as repo:
            repo.check("HEAD~1..HEAD")
            running = [subprocess.Popen([GATE, "check", "HEAD~1..HEAD"], cwd=repo.path, env=repo.env,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(8)]
            for process in running:
                out, _ = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 0, out.decode())
            self.assertEqual(len(repo.gate("ledger", "list").out.splitlines()), 9)


class HostileInput(unittest.TestCase):
    def judged(self, name, before, after, *options, timeout=60):
        with Repo() as repo:
            repo.commit({name: before, "README": "x\n"})
            repo.commit({name: after})
            return repo.check("HEAD~1..HEAD", *options, timeout=timeout)

    def test_nesting_a_hundred_thousand_deep(self):
        for name, text in (("a.json", "[" * 100_000), ("a.yaml", "[" * 100_000), ("a.toml", "a = " + "[" * 100_000),
                           ("a.py", "a = " + "(" * 100_000), ("a.js", "[" * 100_000),
                           ("a.go", "package a\nvar a = " + "(" * 100_000), ("a.rb", "[" * 100_000),
                           ("a.rs", "fn f() {" * 100_000), ("a.php", "<?php " + "(" * 100_000)):
            with self.subTest(name):
                self.assertEqual(self.judged(name, "1\n" if name == "a.json" else "", text + "\n").code, 1)
        # What C's grammar cannot read may be a macro's work: shown, and left to the compiler.
        self.assertEqual(len(self.judged("a.c", "", "int a = " + "(" * 100_000).findings()), 1)
        self.assertEqual(self.judged("a.json", "1\n", "[" * 100_000 + "]" * 100_000).code, 0)

    def test_a_yaml_bomb(self):
        bomb = 'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
        names = "abcdefghijklmnop"
        for before, name in zip(names, names[1:]):
            bomb += f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
        self.assertEqual(self.judged("a.yaml", "", bomb).code, 0)
        with Repo() as repo:
            repo.commit({".gate.yml": "version: 1\n" + bomb, "a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 2)

    def test_a_file_of_200_megabytes(self):
        with Repo() as repo:
            repo.git("config", "core.bigFileThreshold", "1m")
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": b"a = 1\n" * (200_000_000 // 6)})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 1, result.err)
            self.assertIn("gate/unreadable-source", [finding["rule"] for finding in result.json["findings"]])

    def test_symlink_loops(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            os.symlink("b", repo.path / "c")
            os.symlink("c", repo.path / "b")
            os.symlink(".", repo.path / "d")
            self.assertEqual(repo.check("--worktree").code, 0)
            self.assertEqual(repo.gate("init").code, 0)
            repo.commit(message="links")
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 0)

    def test_names_and_messages_reach_no_terminal_raw(self):
        name = "a\x1b[31m\n::error::x.py"
        with Repo() as repo:
            repo.commit({"README": "x\n"})
            repo.commit({name: "a = '\x1b[2J::error::y\n"})
            for form in ("text", "github", "json"):
                result = repo.gate("check", "HEAD~1..HEAD", "--report", form, env={"GITHUB_ACTIONS": "true"})
                self.assertEqual(result.code, 1)
                self.assertNotIn("\x1b", result.out + result.err, form)
                for line in result.out.splitlines():
                    self.assertFalse(line.startswith("::error::"), line)

    def test_malformed_and_missing_coverage(self):
        policy = "version: 1\nevidence: { coverage: [{ files: 'cov*' }] }\npolicies: { coverage: { patch: 80 } }\n"
        for text in (None, "", "SF:a.py\nDA:x,y\n", "<coverage><packages>", "\0\0\0", "SF:" + "x" * 1_000_000):
            with self.subTest(str(text)[:20]), Repo() as repo:
                repo.commit({"a.py": "a = 1\n", ".gate.yml": policy})
                repo.commit({"a.py": "a = 1\nb = 2\n"})
                if text is not None:
                    (repo.path / "cov.info").write_text(text)
                result = repo.check("HEAD~1..HEAD")
                self.assertEqual(result.code, 3, result.out)
                self.assertIn(result.ruling("coverage")["status"], ("no-data", "error"))

    def test_standard_output_that_is_closed(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = (\n"})
            with open("/dev/full", "wb") as full:
                done = subprocess.run([GATE, "check", "HEAD~1..HEAD"], cwd=repo.path, env=repo.env, stdout=full,
                                      stderr=subprocess.PIPE, check=False, timeout=60)
            self.assertEqual(done.returncode, 1, done.stderr)


if __name__ == "__main__":
    unittest.main()
