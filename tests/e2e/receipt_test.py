"""Receipts: what the hook and the pipeline judged, compared; they never skip work."""
import json
import unittest

from hook_test import Remote
from repo import ROOT
from reports_check import validate

SCHEMA = ROOT / "docs/schema/receipt.schema.json"


class Receipts(unittest.TestCase):
    def setUp(self):
        self.repo = Remote()
        self.addCleanup(self.repo.__exit__)
        self.assertEqual(self.repo.gate("hook", "install").code, 0)
        self.folder = self.repo.path / ".git/gate/receipts"

    def receipts(self):
        return sorted(self.folder.glob("*.json")) if self.folder.exists() else []

    def pipeline(self, *arguments):
        """What a pipeline would have written for the same commits."""
        self.repo.gate("check", *arguments, "--report", "receipt=there.json")
        return json.loads((self.repo.path / "there.json").read_text())

    def compare(self, *arguments):
        return self.repo.gate("doctor", "--compare", "there.json", *arguments)

    def test_the_hook_writes_one_for_each_verdict(self):
        base = self.repo.git("rev-parse", "HEAD")
        head = self.repo.commit({"a.py": "a = (\n"})
        self.assertNotEqual(self.repo.push("origin", "main")[0], 0)
        receipt = json.loads(self.receipts()[0].read_text())
        validate(self, SCHEMA, *self.receipts())
        self.assertEqual((receipt["head"], receipt["base"], receipt["hook"]), (head, base, True))
        self.assertEqual(receipt["head_tree"], self.repo.git("rev-parse", "HEAD^{tree}"))
        self.assertEqual(receipt["base_tree"], self.repo.git("rev-parse", "HEAD~1^{tree}"))
        self.assertEqual(receipt["outcome"], "fail")
        self.assertEqual([finding["path"] for finding in receipt["findings"]], ["a.py"])
        self.assertEqual(self.folder.stat().st_mode & 0o777, 0o700)

    def test_the_oldest_beyond_fifty_go(self):
        self.folder.mkdir(parents=True)
        old = [self.folder / f"20200101T0000{i:02}Z-{'a' * 12}-{'b' * 12}.json" for i in range(60)]
        for path in [*old, self.folder / "mine.txt"]:
            path.write_text("{}")
        self.repo.commit({"a.py": "a = 2\n"})
        self.assertEqual(self.repo.push("origin", "main")[0], 0)
        self.assertEqual(len(self.receipts()), 50)
        self.assertFalse(old[0].exists())
        self.assertTrue(old[-1].exists())
        self.assertTrue((self.folder / "mine.txt").exists())

    def test_the_same_commit_differs_by_the_hook_alone(self):
        self.repo.commit({"a.py": "a = (\n"})
        self.repo.push("origin", "main")
        self.pipeline("HEAD~1..HEAD")
        result = self.compare()
        self.assertEqual(result.code, 1, result.out)
        self.assertIn("judged by", result.out)
        for subject in ("tree", "!=  configuration", "!=  findings", "!=  outcome"):
            self.assertNotIn(subject, result.out)
        self.assertEqual(self.compare("--with", "there.json").code, 0)

    def test_what_can_differ_is_named_with_what_to_do(self):
        self.repo.commit({"a.py": "a = (\n", "b.js": "f(2);\n"})
        self.repo.push("origin", "main")
        there = self.pipeline("HEAD~1..HEAD")
        there |= {"gate": "9.9.9", "base_tree": "1" * 40, "base_source": "HEAD^1 of the merge commit", "head_tree": "2" * 40,
                  "config_digest": "3" * 64, "outcome": "pass", "findings": []}
        there["analyzers"] = [analyzer for analyzer in there["analyzers"] if analyzer["name"] != "clang"]
        there["analyzers"] += [{"name": "eslint", "version": "9", "state": "ran", "reason": "", "left_out": 0}]
        there["analyzers"][0] |= {"version": "other", "state": "error", "reason": "it died"}
        (self.repo.path / "there.json").write_text(json.dumps(there))
        result = self.compare()
        self.assertEqual(result.code, 1)
        for words in ("gate", "9.9.9", "base tree", "fetch the target branch", "head tree", "configuration", "gate config show",
                      "eslint", "missing", "clang", "it died", "syntax version", "1 of its own, first syntax/", "outcome"):
            self.assertIn(words, result.out)

    def test_a_merge_of_the_pushed_commit_is_recognised(self):
        self.repo.git("checkout", "-q", "-b", "topic")
        self.repo.commit({"a.py": "a = 2\n"})
        self.repo.push("origin", "topic")
        self.repo.git("checkout", "-q", "main")
        self.repo.commit({"c.py": "c = 1\n"})
        self.repo.push("origin", "main")
        self.repo.git("merge", "-q", "--no-ff", "-m", "merge", "topic")
        self.pipeline("HEAD^1..HEAD")
        result = self.compare()
        self.assertIn("merge of this commit into its target", result.out)
        self.assertIn("the target has moved on", result.out)

    def test_a_forged_receipt_changes_nothing(self):
        head = self.repo.commit({"a.py": "a = (\n"})
        code, _ = self.repo.push("origin", "main")
        self.assertNotEqual(code, 0)
        forged = json.loads(self.receipts()[0].read_text()) | {"outcome": "pass", "findings": []}
        self.receipts()[0].write_text(json.dumps(forged))
        code, text = self.repo.push("origin", "main")
        self.assertNotEqual(code, 0)
        self.assertIn("a.py:1", text)
        self.assertEqual(self.repo.check("--base", "origin/main").code, 1)
        self.assertEqual(json.loads(self.receipts()[-1].read_text())["head"], head)

    def test_a_folder_that_cannot_be_written_only_informs(self):
        (self.repo.path / ".git/gate").mkdir(exist_ok=True)
        self.folder.write_text("in the way")
        self.repo.commit({"a.py": "a = 2\n"})
        code, text = self.repo.push("origin", "main")
        self.assertEqual(code, 0, text)
        self.assertIn("no receipt was written", text)

    def test_hostile_receipts_are_refused_or_shown_harmlessly(self):
        self.repo.commit({"a.py": "a = 2\n"})
        self.repo.push("origin", "main")
        there = self.pipeline("HEAD~1..HEAD")
        target = self.repo.path / "there.json"
        one = {"fingerprint": "a", "rule": "r", "path": "p", "line": 1}
        for text in ("", "[]", "{}", "null", '{"schema_version": 1}', json.dumps(there | {"schema_version": 2}),
                     json.dumps(there | {"analyzers": [1]}), json.dumps(there | {"outcome": "splendid"}),
                     json.dumps(there | {"findings": [one] * 501})):
            target.write_text(text)
            result = self.compare()
            self.assertEqual(result.code, 3, text[:80])
            self.assertIn("there.json", result.err)
        target.write_text(json.dumps(there | {"gate": "\x1b[2J\n::error::x"}))
        self.assertNotIn("\x1b", self.compare().out)

    def test_without_any_receipt_it_says_how_to_get_one(self):
        self.pipeline("--base", "HEAD")
        result = self.compare()
        self.assertEqual(result.code, 3)
        self.assertIn("--with", result.err)


class Budget(unittest.TestCase):
    def test_refs_of_one_commit_are_judged_once(self):
        with Remote() as repo:
            self.assertEqual(repo.gate("hook", "install").code, 0)
            repo.commit({"a.py": "a = 2\n"})
            for name in ("one", "two", "three"):
                repo.git("branch", name)
            repo.git("tag", "-a", "v1", "-m", "v1")
            code, text = repo.push("origin", "main", "one", "two", "three", "v1")
            self.assertEqual(code, 0, text)
            self.assertEqual(text.count("found, "), 1, text)
            for name in ("refs/heads/one", "refs/heads/two", "refs/heads/three", "refs/tags/v1"):
                self.assertIn(name, text)

    def test_the_budget_is_one_for_the_whole_push(self):
        """What the first ref takes is not there for the second: it is left to the pipeline, and that is said."""
        with Remote() as repo:
            repo.commit({".gate.yml": "version: 1\nhook: { budget: 30ms }\n"})
            repo.git("push", "-q", "origin", "main")
            repo.git("checkout", "-q", "-b", "small")
            small = repo.commit({"a.py": "a = (\n"})
            repo.git("checkout", "-q", "-b", "large", "main")
            large = repo.commit({f"large/{i}.py": "a = [1, 2, (3, 4), {5: 6}]\n" * 400 for i in range(400)})
            lines = {name: f"refs/heads/{name} {head} refs/heads/{name} {'0' * 40}\n" for name, head in
                     (("large", large), ("small", small))}
            both = repo.gate("hook", "pre-push", "origin", "url", stdin=(lines["large"] + lines["small"]).encode())
            said = both.out[both.out.index("small"):]
            self.assertIn("syntax", said)
            self.assertIn("time", said)
            self.assertNotIn("a.py:1", said)


if __name__ == "__main__":
    unittest.main()
