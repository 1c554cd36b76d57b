"""Ledgers carried from runner to runner, and the place that the configuration names."""
import json
import os
import unittest

from repo import Repo


class ImportTest(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)
        self.repo.commit({"a.py": "a = 1\n"})
        self.repo.commit({"a.py": "a = (\n"})
        self.repo.write(".git/junit.xml", '<testsuite name="s"><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>')
        self.assertEqual(self.check().code, 1)
        self.repo.git("checkout", "-q", "HEAD~1")
        self.repo.commit({"a.py": "a = 2\n"})
        self.assertEqual(self.check().code, 1)
        self.exported = self.repo.gate("ledger", "export").out

    def check(self, *more):
        return self.repo.check("HEAD~1..HEAD", "--tests", ".git/junit.xml", *more)

    def carry(self, text, ledger=".git/other.db"):
        self.repo.write(".git/export.json", text)
        return self.repo.gate("ledger", "import", ".git/export.json", "--ledger", ledger)

    def test_what_was_exported_comes_back_whole_and_once(self):
        result = self.carry(self.exported)
        self.assertEqual((result.code, result.out), (0, "imported 2 verdict(s), 0 were there already\n"))
        self.assertEqual(self.repo.gate("ledger", "export", "--ledger", ".git/other.db").out, self.exported)
        result = self.carry(self.exported)
        self.assertEqual((result.code, result.out), (0, "imported 0 verdict(s), 2 were there already\n"))
        self.assertEqual(self.repo.gate("ledger", "export", "--ledger", ".git/other.db").out, self.exported)

    def test_one_record_as_show_writes_it(self):
        result = self.carry(self.repo.gate("ledger", "show", "last").out)
        self.assertEqual(result.code, 0, result.err)
        self.assertEqual(self.repo.gate("ledger", "list", "--ledger", ".git/other.db").out.count("\n"), 1)

    def test_older_records_do_not_become_the_last(self):
        older, newer = map(json.loads, self.exported.splitlines())
        older["time"] = older["facts"]["now"] = 1_700_000_000
        older["id"] = "20231114T221320-0123abcd"
        self.carry(json.dumps(newer))
        self.carry(json.dumps(older))
        last = self.repo.gate("ledger", "show", "last", "--ledger", ".git/other.db").json
        self.assertEqual(last["id"], newer["id"])
        ids = [json.loads(line)["id"] for line in
               self.repo.gate("ledger", "export", "--ledger", ".git/other.db").out.splitlines()]
        self.assertEqual(ids, [older["id"], newer["id"]])

    def test_the_same_id_with_other_contents_is_refused(self):
        self.carry(self.exported)
        record = json.loads(self.exported.splitlines()[0])
        for change in ({"outcome": "pass"}, {"exit_code": 0}, {"tools": []}, {"notes": ["x"]}):
            with self.subTest(change):
                result = self.carry(json.dumps({**record, **change}))
                self.assertEqual(result.code, 3, result.out)
                self.assertIn("other contents", result.err)
        self.assertEqual(self.repo.gate("ledger", "export", "--ledger", ".git/other.db").out, self.exported)

    def test_malformed_records_are_refused_and_change_nothing(self):
        record = json.loads(self.exported.splitlines()[0])
        wrong = [{"id": "x"}, {"id": 3}, {"id": "20200101T000000-00000000"}, {"time": -1}, {"time": 10 ** 30}, {"outcome": "fine"},
                 {"exit_code": 9}, {"exit_code": "1"}, {"counts": []}, {"counts": {"found": -1}}, {"rulings": {}},
                 {"rulings": [{"status": "maybe"}]}, {"facts": []}, {"facts": {"change": 1}}, {"facts": None}, {"tools": [1]},
                 {"notes": [1]}, {"ledger_version": 99}, {"ledger_version": 0}, {"surplus": 1}, {"base": "other"},
                 {"facts": {**record["facts"], "surplus": 1}}, {"facts": {**record["facts"], "version": 99}}]
        texts = [json.dumps({**record, **change}) for change in wrong]
        for name in record:
            texts.append(json.dumps({key: value for key, value in record.items() if key != name}))
        texts += ["[]", "{", "null", "1", '"x"', "{}", "[" * 100_000, '{"a":' * 100_000, "\xff\x00",
                  self.exported.splitlines()[0][:-50], self.repo.check("HEAD~1..HEAD", "--ledger", "none").out]
        for text in texts:
            with self.subTest(text[:80]):
                result = self.carry(text)
                self.assertEqual(result.code, 3, result.out)
                self.assertTrue(result.err.startswith("gate: error: "), result.err)
        self.assertEqual(self.repo.gate("ledger", "list", "--ledger", ".git/other.db").out, "no verdict is recorded yet\n")

    def test_a_forgetful_runner_compares_with_what_was_carried(self):
        base = self.repo.git("rev-parse", "HEAD")
        self.repo.commit({"a.py": "a = 3\n"})
        self.assertIn("every failure counts as new", self.check("--ledger", ".git/other.db").out)
        self.repo.write(".git/export.json", self.exported)
        self.repo.gate("ledger", "import", ".git/export.json", "--ledger", ".git/third.db")
        result = self.check("--ledger", ".git/third.db")
        self.assertEqual(result.json["tests"]["previous_head"], base)
        self.assertEqual(result.json["tests"]["new_failures"], [])

    def test_a_shallow_clone_finds_the_base(self):
        base = self.repo.git("rev-parse", "HEAD")
        self.repo.git("checkout", "-q", "-B", "main")
        self.repo.commit({"a.py": "a = 3\n"})
        with Repo() as clone:
            clone.git("fetch", "-q", "--depth=2", f"file://{self.repo.path}", "main")
            clone.git("reset", "-q", "--hard", "FETCH_HEAD")
            clone.write(".git/export.json", self.exported)
            clone.write(".git/junit.xml", (self.repo.path / ".git/junit.xml").read_text())
            self.assertEqual(clone.gate("ledger", "import", ".git/export.json").code, 0)
            result = clone.check("HEAD~1..HEAD", "--tests", ".git/junit.xml")
            self.assertEqual(result.json["tests"]["previous_head"], base)


class PlaceTest(unittest.TestCase):
    def test_the_configured_ledger_is_found(self):
        with Repo() as repo:
            repo.commit({".gate.yml": "version: 1\nledger: .git/elsewhere.db\n", "a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 0)
            self.assertTrue((repo.path / ".git/elsewhere.db").exists())
            self.assertEqual(repo.gate("ledger", "list").out.count("\n"), 1)
            self.assertEqual(repo.gate("ledger", "show", "last").json["exit_code"], 0)
            self.assertIn("elsewhere.db", repo.gate("doctor").out)

    def test_a_ledger_that_is_switched_off(self):
        with Repo() as repo:
            repo.commit({".gate.yml": "version: 1\nledger: none\n", "a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            result = repo.gate("ledger", "list")
            self.assertEqual(result.code, 2)
            self.assertIn("switched off", result.err)
            self.assertIn("switched off", repo.gate("doctor").out)

    def test_a_ledger_of_the_first_version_is_brought_up_to_date(self):
        import sqlite3
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            repo.check("HEAD~1..HEAD")
            path = repo.path / ".git/gate/ledger.db"
            with sqlite3.connect(path) as database:
                database.executescript("DROP TABLE test_runs; DROP TABLE tests; PRAGMA user_version = 1;")
            database.close()
            self.assertEqual(repo.gate("ledger", "list").code, 3)
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 0)
            self.assertEqual(repo.gate("ledger", "list").out.count("\n"), 2)
            self.assertTrue(os.path.exists(path))


if __name__ == "__main__":
    unittest.main()
