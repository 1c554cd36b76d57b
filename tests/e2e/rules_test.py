"""`gate rules`: list, show, test and ast, on rule files as teams have them."""
import pathlib
import subprocess
import tempfile
import unittest

from repo import GATE, Result, clean_environment

RULES = """rules:
  - id: no-eval
    languages: [python]
    message: Do not eval $X
    severity: ERROR
    metadata: {cwe: CWE-95}
    fix: safe($X)
    pattern: eval($X)
"""
TARGET = """# ruleid: no-eval
eval(a)
# ok: no-eval
safe(b)
# todoruleid: no-eval
other(c)
# todook: no-eval
eval(d)
"""


class Rules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="gate-rules-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("rules/no-eval.yaml", RULES)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def gate(self, *words, stdin=b""):
        return Result(subprocess.run([GATE, "rules", *words], cwd=self.folder, input=stdin, capture_output=True,
                                     env=clean_environment(), timeout=60))

    def test_passes(self):
        self.write("rules/no-eval.py", TARGET)
        result = self.gate("test", "--format", "json", "rules/")
        self.assertEqual(result.code, 0, result.out + result.err)
        file = result.json["files"][0]
        self.assertEqual((file["rule_file"], file["rules"], file["languages"], file["mode"], file["status"]),
                         ("rules/no-eval.yaml", ["no-eval"], ["python"], "search", "passed"))
        summary = result.json["summary"]
        self.assertEqual((summary["files"], summary["passed"], summary["percent"]), (1, 1, 100.0))
        self.assertEqual(summary["table"][0]["language"], "python")

    def test_missing_and_unexpected_findings(self):
        self.write("rules/no-eval.py", "# ruleid: no-eval\nsafe(a)\n# ok: no-eval\neval(b)\n")
        result = self.gate("test", "--format", "json", "rules/")
        self.assertEqual(result.code, 1)
        failures = result.json["files"][0]["failures"]
        self.assertEqual([(failure["line"], failure["expected"]) for failure in failures], [(2, True), (4, False)])
        text = self.gate("test", "rules/")
        self.assertEqual(text.code, 1)
        self.assertIn("failed  rules/no-eval.yaml", text.out)
        self.assertIn("rules/no-eval.py:2: no-eval: a finding is missing", text.out)

    def test_annotations_of_other_engines_and_several_ids(self):
        self.write("rules/no-eval.yaml", RULES + RULES.replace("rules:\n", "").replace("no-eval", "second"))
        self.write("rules/no-eval.py", "# ruleid: no-eval, second\neval(a)\n# deepruleid: no-eval\nf()\n"
                                       "x = 1 # ruleid: deepok: no-eval,second\neval(b)\n")
        self.assertEqual(self.gate("test", "rules/no-eval.yaml").code, 0)
        self.write("rules/no-eval.py", "# ruleid: no-such-rule\nf()\n")
        self.assertEqual(self.gate("test", "rules/no-eval.yaml").code, 1)

    def test_fixes_are_compared(self):
        self.write("rules/no-eval.py", TARGET)
        self.write("rules/no-eval.fixed.py", TARGET.replace("eval(a)", "safe(a)").replace("eval(d)", "safe(d)"))
        self.assertEqual(self.gate("test", "rules").code, 0)
        self.write("rules/no-eval.fixed.py", TARGET)
        result = self.gate("test", "--format", "json", "rules")
        self.assertEqual(result.code, 1)
        failure = result.json["files"][0]["failures"][0]
        self.assertEqual((failure["file"], failure["line"]), ("rules/no-eval.fixed.py", 2))

    def test_a_fix_and_a_message_may_name_what_a_constant_holds(self):
        self.write("rules/c.yaml", "rules: [{id: c, languages: [python], severity: ERROR, message: 'is value($X)', "
                                   "pattern: f($X), fix: g(value($X))}]\n")
        self.write("rules/c.py", "A = 7\n# ruleid: c\nf(A)\n")
        self.write("rules/c.fixed.py", "A = 7\n# ruleid: c\ng(7)\n")
        run = self.gate("test", "rules/c.yaml")
        self.assertEqual(run.code, 0, run.out)

    def test_not_run(self):
        self.write("rules/other.yaml", RULES.replace("python", "solidity"))
        self.write("rules/other.sol", "// ruleid: no-eval\n")
        self.write("rules/config.yaml", "a: 1\n")
        result = self.gate("test", "--format", "json", "rules")
        self.assertEqual(result.code, 0)
        by_file = {file["rule_file"]: file for file in result.json["files"]}
        self.assertEqual({file["status"] for file in by_file.values()}, {"not-run"})
        self.assertIn("solidity", by_file["rules/other.yaml"]["reason"])
        self.assertIn("no target", by_file["rules/no-eval.yaml"]["reason"])
        self.assertEqual(len(by_file), 2)

    def test_paths_do_not_count_in_tests(self):
        self.write("rules/no-eval.yaml", RULES + "    paths: {include: [src/only/**]}\n")
        self.write("rules/no-eval.py", TARGET)
        self.assertEqual(self.gate("test", "rules").code, 0)

    def test_a_wrong_rule_fails_its_file_only(self):
        self.write("rules/no-eval.py", TARGET)
        self.write("rules/wrong.yaml", RULES.replace("pattern:", "patern:"))
        result = self.gate("test", "rules")
        self.assertEqual(result.code, 1)
        self.assertIn("unknown key 'patern'", result.out)
        self.assertIn("did you mean 'pattern'?", result.out)
        listing = self.gate("list", "--rules", "rules/")
        self.assertEqual(listing.code, 2)
        self.assertIn("rules/wrong.yaml:8:5: unknown key 'patern'", listing.out)
        self.assertIn("1 rules", listing.out)

    def test_results_do_not_depend_on_threads(self):
        for name in "abcdef":
            self.write(f"rules/{name}.yaml", RULES)
            self.write(f"rules/{name}.py", TARGET + "eval(e)\n" * 3)
        runs = [self.gate("test", "--jobs", jobs, "--format", "json", "rules").out for jobs in ("1", "4")]
        self.assertEqual(runs[0], runs[1])

    def test_usage(self):
        self.assertEqual(self.gate("test", "nowhere").code, 2)
        self.assertEqual(self.gate("list", "--rules", "nowhere").code, 2)
        self.assertEqual(self.gate("ast", "klingon", "-").code, 2)
        (self.folder / "empty").mkdir()
        self.assertEqual(self.gate("test", "empty").code, 2)

    def test_list_and_show(self):
        rule = self.gate("list", "--rules", "rules/", "--format", "json").json["rules"][0]
        self.assertEqual((rule["id"], rule["line"], rule["severity"], rule["fix"], rule["metadata"]),
                         ("no-eval", 2, "high", True, {"cwe": "CWE-95"}))
        self.assertIn("no-eval", self.gate("list", "--rules", "rules/").out)
        shown = self.gate("show", "no-eval", "--rules", "rules/")
        self.assertEqual(shown.code, 0)
        self.assertIn("    pattern: eval($X)", shown.out)
        unknown = self.gate("show", "no-evil", "--rules", "rules/")
        self.assertEqual(unknown.code, 2)
        self.assertIn("did you mean 'no-eval'?", unknown.err)

    def test_the_usual_places(self):
        self.assertIn("builtin:python/py-mutable-default.yaml:2", self.gate("list").out)
        self.write(".gate/rules/a.yaml", RULES)
        listed = self.gate("list").out
        self.assertIn(".gate/rules/a.yaml:2", listed)
        self.assertIn("py-mutable-default", listed)
        self.assertNotIn("py-mutable-default", self.gate("list", "--rules", ".gate/rules").out)
        self.assertIn("id: py-mutable-default", self.gate("show", "py-mutable-default").out)

    def test_ast(self):
        self.write("app.py", "eval(x)\n")
        self.assertIn("call statement", self.gate("ast", "python", "app.py").out)
        self.assertIn("identifier callee 'eval'", self.gate("ast", "python", "-", stdin=b"eval(x)\n").out)
        self.assertIn("metavariable argument '$X'", self.gate("ast", "--pattern", "python", "eval($X)").out)


if __name__ == "__main__":
    unittest.main()
