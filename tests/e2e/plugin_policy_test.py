"""Policies in other processes through the real binary, and the OPA example with a stand-in for `opa`."""
import json
import os
import pathlib
import tempfile
import unittest

from repo import ROOT, Repo

OPA = ROOT / "plugins" / "opa"

# Takes the words that plugins/opa/gate.yml gives to `opa eval`, reads a document from standard input and prints the
# value of data.gate.rulings as --format raw does: a set as a JSON list. It knows what gate.rego says, not Rego.
STAND_IN = '''#!/usr/bin/env python3
import datetime, fnmatch, json, pathlib, sys
words = sys.argv[1:]
assert words[:5] == ["eval", "--stdin-input", "--format", "raw", "--data"], words
assert words[6:] == ["data.gate.rulings"], words
rego = pathlib.Path(words[5]).read_text()
assert "package gate" in rego and "rulings contains" in rego
facts = json.load(sys.stdin)
options = facts["options"]
added = sum(hunk["new_lines"] for file in facts["change"]["files"] for hunk in file["hunks"])
today = datetime.datetime.fromtimestamp(facts["now"], datetime.timezone.utc).strftime("%A")
frozen = sorted(file["path"] for file in facts["change"]["files"] if today in options["frozen_days"]
                if any(fnmatch.fnmatch(file["path"], pattern) for pattern in options["frozen_paths"]))
small = added <= options["most_added_lines"]
print(json.dumps([
    {"condition": "at most %d added lines" % options["most_added_lines"], "value": "%d added lines" % added,
     "status": "pass" if small else "warn",
     "reason": "small enough to be read" if small else "reviewers miss more in large changes: split it where you can"},
    {"condition": "frozen paths stay as they are on " + ", ".join(options["frozen_days"]), "value": today,
     "status": "fail" if frozen else "pass", "details": frozen,
     "reason": "%d frozen files change" % len(frozen) if frozen else "nothing frozen is touched"}]))
'''


class Opa(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = pathlib.Path(folder.name) / "opa"
        program.write_text(STAND_IN)
        program.chmod(0o755)
        self.env = {"PATH": folder.name + ":" + os.environ["PATH"]}

    def test_its_tests_pass(self):
        with Repo() as repo:
            result = repo.gate("plugin", "test", str(OPA), env=self.env)
            self.assertEqual(result.code, 0, result.out + result.err)
            self.assertIn("2 tests, 0 failed", result.out)

    def test_it_judges_a_change(self):
        config = (OPA / "gate.yml").read_text().replace("most_added_lines: 400", "most_added_lines: 2")
        with Repo() as repo:
            repo.commit({".gate.yml": config, ".gate/plugins/change-rules/gate.rego": (OPA / "gate.rego").read_text()})
            repo.commit({"a.txt": "1\n2\n3\n"})
            result = repo.check("HEAD~1..HEAD", env=self.env)
            rulings = [ruling for ruling in result.json["rulings"] if ruling["policy"] == "change-rules"]
            self.assertEqual([(each["status"], each["value"]) for each in rulings][0], ("warn", "3 added lines"), result.out)
            self.assertEqual(len(rulings), 2)


class Answers(unittest.TestCase):
    def rulings(self, script, **keys):
        plugin = {"name": "own", "folder": ".gate/own", "run": ["python3", "{plugin}/judge.py"], "input": "facts",
                  "options": {"most": 1}, **keys}
        with Repo() as repo:
            repo.commit({".gate.yml": json.dumps({"version": 1, "plugins": [plugin]}),
                         ".gate/own/judge.py": "import json, sys\nfacts = json.load(sys.stdin)\n" + script})
            repo.commit({"a.json": '{"a": 1 "b": 2}\n'})
            self.verdict = repo.check("HEAD~1..HEAD")
            return [ruling for ruling in self.verdict.json["rulings"] if ruling["policy"] == "own"]

    def refused(self, script, words, **keys):
        rulings = self.rulings(script, **keys)
        self.assertEqual([ruling["status"] for ruling in rulings], ["error"], rulings)
        self.assertIn("policy plugin own", rulings[0]["reason"])
        self.assertRegex(rulings[0]["reason"], words)

    def test_facts_options_and_blocking(self):
        rulings = self.rulings('''
prints = [finding["fingerprint"] for finding in facts["findings"]]
print(json.dumps({"rulings": [{"policy": "findings", "status": "fail", "reason": "%d files, %d allowed" % (
    len(facts["change"]["files"]), facts["options"]["most"]), "blocking": prints, "details": ["one", "two"]}]}))''')
        self.assertEqual([(each["status"], each["reason"]) for each in rulings], [("fail", "1 files, 1 allowed")])
        self.assertEqual(rulings[0]["details"], ["one", "two"])
        self.assertEqual(len(rulings[0]["blocking"]), 1)

    def test_nothing_is_no_pass(self):
        self.refused("", "it answered nothing")
        self.refused("print('[]')", "rulings has none")
        self.refused("print('{}')", "rulings is missing")
        self.assertEqual(self.verdict.code, 1, "the error of the syntax analyzer's finding still blocks")

    def test_no_json(self):
        self.refused("print('undefined')", "its answer")

    def test_unknown_status(self):
        self.refused('print(json.dumps([{"status": "ok", "reason": "r"}]))', r"rulings\[0\]\.status must be one of")

    def test_a_status_is_needed(self):
        self.refused('print(json.dumps([{"reason": "r"}]))', r"rulings\[0\]\.status is missing")

    def test_unknown_member(self):
        self.refused('print(json.dumps([{"status": "pass", "reason": "r", "block": []}]))', r"rulings\[0\]\.block is unknown")

    def test_unknown_finding(self):
        self.refused('print(json.dumps([{"status": "fail", "reason": "r", "blocking": ["00"]}]))', "no fingerprint")

    def test_it_fails(self):
        self.refused('sys.exit("no database")', "it ended with code 1: no database")
        self.refused("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "it was killed by SIGKILL")

    def test_it_hangs(self):
        self.refused("import time; time.sleep(60)", "took longer than", timeout="1s")


if __name__ == "__main__":
    unittest.main()
