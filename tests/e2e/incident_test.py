"""`gate incident`: recorded, listed and imported in a real repository."""
import json
import subprocess
import unittest

from repo import GATE, Repo

FILE = ".gate/incidents.jsonl"


class Incidents(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)
        self.first = self.repo.commit({"a.c": "int a;\n"}, "first")
        self.second = self.repo.commit({"a.c": "int b;\n"}, "second")

    def incident(self, *arguments, code=0, **more):
        done = self.repo.gate("incident", *arguments, **more)
        self.assertEqual(done.code, code, done.out + done.err)
        return done

    def lines(self):
        return [json.loads(line) for line in (self.repo.path / FILE).read_text().splitlines()]

    def test_add_writes_full_ids(self):
        self.incident("add", "--commit", "HEAD~1", "--commit", self.first[:10], "--fix", "HEAD", "--since", "2026-11-21",
                      "--severity", "critical", "--note", "checkout answered 500", "--id", "PAY-12",
                      "--path", "a.c", "--url", "https://example.com/PAY-12")
        self.assertEqual(self.lines(), [{
            "id": "PAY-12", "since": "2026-11-21T00:00:00Z", "severity": "critical", "commits": [self.first],
            "fixes": [self.second], "paths": ["a.c"], "note": "checkout answered 500", "url": "https://example.com/PAY-12"}])

    def test_add_finds_an_id_and_a_time(self):
        for _ in range(2):
            self.incident("add", "--commit", "HEAD", "--since", "2026-11-21T10:20:00+01:00")
        self.incident("add", "--path", "a.c")
        self.assertEqual([line["id"] for line in self.lines()[:2]], ["2026-11-21-1", "2026-11-21-2"])
        self.assertEqual(self.lines()[0]["since"], "2026-11-21T09:20:00Z")
        self.assertEqual(self.lines()[0]["severity"], "high")
        self.assertRegex(self.lines()[2]["since"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_add_refuses_what_is_wrong_and_changes_nothing(self):
        self.incident("add", "--commit", "HEAD", "--id", "A")
        before = (self.repo.path / FILE).read_bytes()
        for arguments, words in (
                (("--commit", "HEAD", "--id", "A"), "recorded already"),
                (("--commit", "nowhere"), "nowhere"),
                (("--fix", "HEAD", "--since", "yesterday"), "'yesterday' is no date"),
                (("--fix", "HEAD", "--severity", "awful"), "'awful' is no severity"),
                (("--note", "x"), "nothing says what the incident was about"),
                (("--commit", "HEAD", "--id", "x" * 300), "too long")):
            with self.subTest(arguments):
                done = self.repo.gate("incident", "add", *arguments)
                self.assertIn(done.code, (2, 3))
                self.assertIn(words, done.err)
                self.assertEqual((self.repo.path / FILE).read_bytes(), before)

    def test_a_damaged_file_is_named_with_its_line_and_left_alone(self):
        self.incident("add", "--commit", "HEAD")
        with open(self.repo.path / FILE, "a", encoding="utf-8") as file:
            file.write("oops\n")
        for arguments in (("add", "--commit", "HEAD"), ("list",)):
            self.assertIn(f"{FILE}:2", self.incident(*arguments, code=2).err)
        self.assertEqual((self.repo.path / FILE).read_text().splitlines()[1], "oops")

    def test_a_last_line_without_its_end_stays_a_line(self):
        self.incident("add", "--commit", "HEAD", "--id", "A")
        text = (self.repo.path / FILE).read_text()
        (self.repo.path / FILE).write_text(text.rstrip("\n"))
        self.incident("add", "--commit", "HEAD", "--id", "B")
        self.assertEqual([line["id"] for line in self.lines()], ["A", "B"])

    def test_many_at_once_lose_nothing(self):
        running = [subprocess.Popen([GATE, "incident", "add", "--commit", "HEAD", "--since", "2026-11-21"],
                                    cwd=self.repo.path, env=self.repo.env, stdout=subprocess.DEVNULL) for _ in range(12)]
        self.assertEqual([process.wait() for process in running], [0] * 12)
        self.assertEqual({line["id"] for line in self.lines()}, {f"2026-11-21-{n}" for n in range(1, 13)})

    def test_list(self):
        self.assertIn("no incident", self.incident("list").out)
        self.assertEqual(self.incident("list", "--format", "json").json, [])
        self.incident("add", "--commit", "HEAD", "--since", "2026-11-21", "--note", "down\x1b[31m", "--id", "PAY-1")
        text = self.incident("list").out
        self.assertIn("PAY-1  2026-11-21T00:00:00Z  high", text)
        self.assertNotIn("\x1b", text)
        self.assertEqual(self.incident("list", "--format", "json").json, self.lines())

    def test_import_csv(self):
        self.repo.write("incidents.csv", "id,since,severity,commits,note\r\n"
                        f'PAY-1,2026-11-20,sev1,{self.first[:8]},"down, for an hour"\r\nPAY-2,2026-11-21,low,0000000,\r\n')
        done = self.incident("import", "incidents.csv")
        self.assertIn("imported 1 incident", done.out)
        self.assertIn("'0000000' is no commit here", done.err)
        self.assertEqual(self.lines()[0]["commits"], [self.first])
        self.assertEqual(self.lines()[0]["severity"], "critical")
        self.assertIn("imported 0 incident(s) into .gate/incidents.jsonl, 1 recorded before",
                      self.incident("import", "incidents.csv").out)

    def test_import_json_and_what_list_prints(self):
        self.incident("add", "--commit", "HEAD", "--id", "A", "--since", "2026-11-21")
        self.repo.write("copy.json", self.incident("list", "--format", "json").out)
        before = self.lines()
        (self.repo.path / FILE).unlink()
        self.incident("import", "copy.json")
        self.assertEqual(self.lines(), before)

    def test_import_github_issues(self):
        issues = [{"number": 12, "title": "Checkout down", "labels": [{"name": "incident"}, {"name": "severity/critical"}],
                   "createdAt": "2026-11-21T10:20:00Z", "url": "https://github.com/shop/shop/issues/12",
                   "body": f"Caused by {self.first[:9]}\nFixed by {self.second}\n"},
                  {"number": 13, "title": "Idea", "labels": [], "createdAt": "2026-11-21T10:20:00Z", "body": ""}]
        self.repo.write("issues.json", json.dumps(issues))
        done = self.incident("import", "issues.json")
        self.assertIn("1 of 2 have no label", done.err)
        self.assertEqual(self.lines(), [{
            "id": "#12", "since": "2026-11-21T10:20:00Z", "severity": "critical", "commits": [self.first],
            "fixes": [self.second], "note": "Checkout down", "url": "https://github.com/shop/shop/issues/12"}])
        (self.repo.path / FILE).unlink()
        self.incident("import", "issues.json", "--format", "github")
        self.assertEqual(len(self.lines()), 1)

    def test_import_of_nothing_is_no_success(self):
        self.repo.write("empty.json", "[]")
        self.assertIn("no incident in it", self.incident("import", "empty.json", code=3).err)
        self.repo.write("bad.csv", 'id\n"x')
        self.assertIn("bad.csv:2", self.incident("import", "bad.csv", code=3).err)
        self.assertEqual(self.repo.gate("incident", "import", "absent.json").code, 3)
        self.assertFalse((self.repo.path / FILE).exists())

    def test_a_bare_repository_keeps_none(self):
        with Repo("--bare") as bare:
            done = bare.gate("incident", "list")
            self.assertEqual(done.code, 2)
            self.assertIn("bare", done.err)


if __name__ == "__main__":
    unittest.main()
