"""Two hundred runs against one ledger lose no verdict, and every exit code is that of its verdict."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from repo import GATE, Repo  # noqa: E402

# The sanitizers make each process ten times as large and as slow.
SANITIZED = b"__asan_init" in pathlib.Path(GATE).read_bytes()
RUNS = 40 if SANITIZED else 200


def start(repo, revisions):
    return subprocess.Popen([GATE, "check", revisions, "--report", "json"], cwd=repo.path, env=repo.env,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class Concurrency(unittest.TestCase):
    def run_all(self, most):
        """`RUNS` runs, at most `most` of them at once; every other one is blocked."""
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            repo.commit({"a.py": "a = (\n"})
            cases = [("HEAD~2..HEAD~1", 0), ("HEAD~1..HEAD", 1)] * (RUNS // 2)
            running, ids = [], []

            def finish():
                process, code = running.pop(0)
                out, _ = process.communicate(timeout=300)
                self.assertEqual(process.returncode, code, out.decode()[-2000:])
                ids.append(json.loads(out)["ledger_id"])

            for revisions, code in cases:
                if len(running) == most:
                    finish()
                running.append((start(repo, revisions), code))
            while running:
                finish()
            self.assertEqual(len(set(ids)), RUNS)
            recorded = [json.loads(line) for line in repo.gate("ledger", "export").out.splitlines()]
            self.assertEqual({record["id"] for record in recorded}, set(ids))
            self.assertEqual(sorted(record["exit_code"] for record in recorded), sorted(code for _, code in cases))
            self.assertTrue(all(record["rulings"] and record["facts"]["change"]["files"] for record in recorded))

    def test_one_after_the_other_comes_in(self):
        self.run_all(32)

    def test_all_at_once_on_a_new_ledger(self):
        self.run_all(RUNS)


if __name__ == "__main__":
    os.environ.pop("GATE_UPDATE", None)
    unittest.main()
