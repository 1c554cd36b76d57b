"""gate's own rules: every one finds what its annotated fixture says, and nothing else there."""
import collections
import json
import pathlib
import subprocess
import unittest

from repo import GATE

RULES = pathlib.Path(__file__).parents[2] / "analyzers/patterns/rules"


class Pack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        run = subprocess.run([GATE, "rules", "test", "--format", "json", str(RULES)], capture_output=True, check=False)
        cls.code, cls.files = run.returncode, json.loads(run.stdout)["files"]

    def test_every_fixture_passes(self):
        wrong = [(file["rule_file"], file["status"], file["failures"]) for file in self.files if file["status"] != "passed"]
        self.assertEqual((self.code, wrong), (0, []))

    def test_every_rule_has_code_that_it_finds_and_code_that_it_lets_pass(self):
        for rule in RULES.rglob("*.yaml"):
            targets = [path for path in rule.parent.glob(rule.stem + ".*") if path.suffix != ".yaml" and ".fixed" not in path.name]
            text = "".join(path.read_text() for path in targets)
            counts = collections.Counter(word for word in ("ruleid: ", "ok: ") for _ in range(text.count(word + rule.stem)))
            self.assertTrue(counts["ruleid: "] and counts["ok: "], rule.stem)

    def test_size(self):
        self.assertGreaterEqual(len(self.files), 90)


if __name__ == "__main__":
    unittest.main()
