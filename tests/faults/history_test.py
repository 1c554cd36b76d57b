"""The history index under attack: killed while it is filled, locked, on a full disk, damaged, and given histories that
git would not write. Whatever happens, in the end it holds what one holds that was filled in peace."""
import contextlib
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from repo import GATE, Repo  # noqa: E402

SANITIZED = b"__asan_init" in pathlib.Path(GATE).read_bytes()
COMMITS = 400 if SANITIZED else 3000
FILES = 20_000 if SANITIZED else 200_000


def fast_import(repo, text, branch="main"):
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=repo.path, env=repo.env, input=text, check=True)
    repo.git("reset", "-q", "--hard", branch)


def commit_text(number, files, branch="main", parent=None, message=b"Fix a crash in the reader", time_=None):
    out = b"commit refs/heads/%s\nmark :%d\n" % (branch.encode(), number)
    out += b"committer A%d <a%d@example.com> %d +0200\n" % (number % 7, number % 7, time_ or 1_600_000_000 + 60 * number)
    out += b"data %d\n%s\n" % (len(message), message)
    if parent is not None:
        out += b"from :%d\n" % parent
    return out + b"".join(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(text), text)
                          for path, text in files)


def history(commits, seed=1):
    """A main line with side branches that are merged."""
    chance = random.Random(seed)
    text, last = b"", None
    for number in range(1, commits + 1):
        files = [(f"d{chance.randrange(5)}/f{chance.randrange(40)}",
                  b"".join(b"line %d\n" % chance.randrange(60) for _ in range(chance.randrange(1, 60))))
                 for _ in range(chance.randrange(1, 4))]
        body = commit_text(number, files, parent=last)
        if last is not None and last > 20 and number % 10 == 0:
            other = last - chance.randrange(1, 15)
            body = body.replace(b"from :%d\n" % last, b"from :%d\nmerge :%d\n" % (last, other))
        text += body
        last = number
    return text


def database(repo):
    return repo.path / ".git/gate/history.db"


def contents(path):
    """Everything that an index holds but for ids of its own and the hashes of authors."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return rows_of(connection)


def rows_of(connection):
    oids = dict(connection.execute("SELECT id, hex(oid) FROM commits"))
    paths = dict(connection.execute("SELECT id, path FROM paths"))
    return {
        "commits": sorted(connection.execute("SELECT hex(oid), ord, state, length(facts), hex(counts) FROM commits "
                                             "JOIN facts USING (id) JOIN tokens USING (id)")),
        "parents": sorted((oids[a], oids[b]) for a, b in connection.execute("SELECT id, parent FROM parents")),
        "touches": sorted((paths[p], o, oids[c], g) for p, o, c, g in connection.execute("SELECT * FROM touches")),
        "authored": sorted((oids[c], o, t, s) for _, o, c, t, s in connection.execute("SELECT * FROM authored")),
    }


class HistoryIndex(unittest.TestCase):
    maxDiff = 2000

    def index(self, repo, *arguments, code=0, **more):
        result = repo.gate("risk", "index", *arguments, timeout=300, **more)
        self.assertEqual(result.code, code, result.out + result.err)
        return result

    def assert_as_fresh(self, repo):
        """What the index holds is what a new one of the same repository holds."""
        ours = contents(database(repo))
        shutil.rmtree(database(repo).parent)
        self.index(repo)
        fresh = contents(database(repo))
        for table, rows in fresh.items():
            self.assertEqual(len(ours[table]), len(rows), table)
            self.assertTrue(ours[table] == rows, table)

    def test_killed_again_and_again(self):
        with Repo() as repo:
            fast_import(repo, history(COMMITS))
            chance, killed = random.Random(3), 0
            while killed < 40:
                process = subprocess.Popen([GATE, "risk", "index"], cwd=repo.path, env=repo.env,
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    process.wait(timeout=chance.uniform(0.01, 0.4))
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    killed += 1
            self.assertGreater(killed, 0)
            result = self.index(repo)
            self.assertIn(f"{COMMITS} commits", result.out)
            self.assert_as_fresh(repo)

    def test_several_at_once(self):
        with Repo() as repo:
            fast_import(repo, history(COMMITS))
            running = [subprocess.Popen([GATE, "risk", "index"], cwd=repo.path, env=repo.env,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(4)]
            for process in running:
                out, _ = process.communicate(timeout=300)
                self.assertEqual(process.returncode, 0, out.decode())
                self.assertIn(f"{COMMITS} commits".encode(), out)
            self.assert_as_fresh(repo)

    def test_locked(self):
        with Repo() as repo:
            fast_import(repo, history(20))
            self.index(repo)
            fast_import(repo, history(40, seed=2))
            connection = sqlite3.connect(database(repo), isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            result = self.index(repo, code=3)
            self.assertIn("history index is locked", result.err)
            connection.execute("ROLLBACK")
            connection.close()
            self.assertIn("40 commits", self.index(repo).out)

    def test_full_disk(self):
        with Repo() as repo:
            fast_import(repo, history(COMMITS))
            for limit in (0, 4096, 20_000, 60_000):
                result = subprocess.run([GATE, "risk", "index"], cwd=repo.path, env=repo.env, capture_output=True,
                                        check=False, timeout=120,
                                        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
                self.assertEqual(result.returncode, 3, result.stderr)
                self.assertIn(b"history index", result.stderr)
                self.assertIn(b"disk", result.stderr)
            self.index(repo)
            self.assert_as_fresh(repo)

    def test_damaged_and_foreign_files(self):
        with Repo() as repo:
            fast_import(repo, history(COMMITS // 10))
            self.index(repo)
            whole = contents(database(repo))
            path = database(repo)

            def check(damage):
                for part in ("-wal", "-shm"):
                    pathlib.Path(str(path) + part).unlink(missing_ok=True)
                damage()
                self.index(repo)
                self.assertTrue(contents(path) == whole)

            check(lambda: path.write_bytes(b"not a database " * 1000))
            check(lambda: path.write_bytes(b""))
            check(lambda: path.write_bytes(path.read_bytes()[:5000]))

            def other_version():
                connection = sqlite3.connect(path)
                connection.execute("PRAGMA user_version = 77")
                connection.execute("DROP TABLE commits")
                connection.commit()
                connection.close()

            check(other_version)

            def no_version():
                path.unlink()
                connection = sqlite3.connect(path)
                connection.execute("CREATE TABLE mine (a)")
                connection.commit()
                connection.close()

            check(no_version)

    def test_a_folder_in_its_place(self):
        with Repo() as repo:
            repo.commit({"a": "1\n"})
            database(repo).mkdir(parents=True)
            self.assertIn("not a regular file", self.index(repo, code=3).err)

    @unittest.skipIf(os.geteuid() == 0, "root writes wherever it likes")
    def test_read_only(self):
        with Repo() as repo:
            repo.commit({"a": "1\n"})
            (repo.path / ".git").chmod(0o500)
            self.assertIn("cannot be made", self.index(repo, code=3).err)
            (repo.path / ".git").chmod(0o700)

    def raw_commit(self, repo, text):
        out = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"], cwd=repo.path,
                             env=repo.env, input=text, capture_output=True, check=True)
        return out.stdout.decode().strip()

    def test_hostile_commits(self):
        with Repo() as repo:
            root = repo.commit({"a": "1\n"})
            tree = repo.git("rev-parse", "HEAD^{tree}")
            head = b"tree " + tree.encode() + b"\n"
            parent = b"parent " + root.encode() + b"\n"
            texts = [
                head + parent * 10_000 + b"\noctopus\n",
                head + parent + b"\nno author\n",
                head + parent + b"author \xff\xfe <\x00> 99999999999999999999 +9999\n\n\xff\xfe\x80\n",
                head + parent + b"author a <a> -9223372036854775808 -9999\n"
                b"committer a <a> 9223372036854775807 +9999\nencoding \xff\n\n" + b"x" * 3_000_000,
                head + parent + b"author a <a> 5 +0000\ncommitter a <a> 18446744073709551615 +0000\n\n"
                b"This reverts commit " + root.encode()[:7] + b".\n",
            ]
            tips = [self.raw_commit(repo, text) for text in texts]
            octopus = self.raw_commit(
                repo, head + b"".join(b"parent " + tip.encode() + b"\n" for tip in tips) + b"\n\n")
            result = self.index(repo, octopus)
            self.assertIn(f"{len(tips) + 2} commits", result.out)

    def test_a_commit_of_very_many_files(self):
        with Repo() as repo:
            names = [(f"d{number % 100}/e{number % 37}/f{number}", b"x\n") for number in range(FILES)]
            text = commit_text(1, [("a", b"1\n")]) + commit_text(2, names, parent=1) + commit_text(
                3, [("d1/e1/f1", b"y\n")], parent=2)
            text += commit_text(4, [], parent=3) + b"D d1\nD d2\nM 100644 inline moved\ndata 2\nx\n\n"
            subprocess.run(["git", "fast-import", "--quiet"], cwd=repo.path, env=repo.env, input=text, check=True)
            start = time.monotonic()
            self.assertIn("4 commits", self.index(repo, "main").out)
            self.assertLess(time.monotonic() - start, 280)

    def test_shallow_then_whole(self):
        with Repo() as origin, Repo() as repo:
            fast_import(origin, history(300))
            shutil.rmtree(repo.path)
            repo.path.parent.mkdir(exist_ok=True)
            subprocess.run(["git", "clone", "-q", "--depth=30", f"file://{origin.path}", str(repo.path)], env=repo.env,
                           check=True, capture_output=True)
            self.assertIn("cut at a shallow clone's edge", self.index(repo).out)
            repo.git("fetch", "-q", "--deepen=40")
            self.index(repo)
            repo.git("fetch", "-q", "--unshallow")
            result = self.index(repo)
            self.assertIn("300 commits", result.out)
            self.assertNotIn("cut", result.out)
            self.assert_as_fresh(repo)

    def test_partial_clone(self):
        with Repo() as origin, Repo() as repo:
            fast_import(origin, history(100))
            origin.git("config", "uploadpack.allowFilter", "true")
            shutil.rmtree(repo.path)
            subprocess.run(["git", "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{origin.path}",
                            str(repo.path)], env=repo.env, check=True, capture_output=True)
            result = self.index(repo)
            self.assertIn("incomplete (contents are not here)", result.out)
            self.assertIn("100 commits", result.out)

    def test_force_push_and_worktrees(self):
        with Repo() as repo:
            fast_import(repo, history(200))
            self.index(repo)
            repo.git("reset", "-q", "--hard", "HEAD~50")
            repo.commit({"new": "1\n"})
            reachable = int(repo.git("rev-list", "--count", "HEAD"))
            self.assertIn(f"{reachable} commits", self.index(repo).out)
            linked = repo.path.parent / "linked"
            repo.git("worktree", "add", "-q", str(linked), "-b", "linked")
            result = subprocess.run([GATE, "risk", "index"], cwd=linked, env=repo.env, capture_output=True, check=True)
            self.assertIn(f"{reachable} commits".encode(), result.stdout)
            self.assertFalse((repo.path / ".git/worktrees/linked/gate").exists())


if __name__ == "__main__":
    unittest.main()
