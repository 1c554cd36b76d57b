"""The analyzer `patterns` in `gate check`: where rules come from, and what becomes of their findings."""
import unittest

from repo import Repo

EVAL = """rules:
  - id: no-eval
    languages: [python]
    message: Do not eval $X
    severity: ERROR
    metadata: {category: security, cwe: "CWE-95: Eval Injection", confidence: HIGH}
    pattern: eval($X)
    fix: safe($X)
"""
PRINT = """rules:
  - id: no-print
    languages: [python]
    message: Do not print
    severity: WARNING
    pattern: print(...)
"""
CONFIG = "version: 1\nanalyzers: {patterns: {rules: [builtin, .gate/rules]}}\n"
# A problem of gate's own pack.
SHELL = "import os\n\n\ndef show(name):\n    os.system('ls ' + name)\n"


def found(result, state="new"):
    """(rule, path, line) of the analyzer's findings."""
    return [(finding["rule"].removeprefix("patterns/"), finding["path"], finding["line"])
            for finding in result.findings(state) if finding["rule"].startswith("patterns/")]


def analyzer(result):
    return next(run for run in result.json["analyzers"] if run["name"] == "patterns")


class BuiltinPack(unittest.TestCase):
    def test_a_new_problem_is_found_and_an_old_one_is_not(self):
        with Repo() as repo:
            repo.commit({"old.py": SHELL})
            repo.git("checkout", "-q", "-b", "feature")
            repo.commit({"new.py": SHELL, "old.py": "# moved down\n" + SHELL + "\n\nshow('x')\n"})
            result = repo.check()
            self.assertEqual(found(result), [("py-shell-formatted-command", "new.py", 5)])
            self.assertEqual(found(result, "existing"), [("py-shell-formatted-command", "old.py", 6)])
            self.assertEqual((analyzer(result)["state"], analyzer(result)["files"]), ("ran", 2))

    def test_without_rules_nothing_is_looked_at(self):
        with Repo() as repo:
            repo.commit({".gate.yml": "version: 1\nanalyzers: {patterns: off}\n", "a": ""})
            repo.git("checkout", "-q", "-b", "feature")
            repo.commit({"new.py": SHELL})
            result = repo.check()
            self.assertEqual((found(result), analyzer(result)["state"]), ([], "not-checked"))


class RulesOfTheRepository(unittest.TestCase):
    def setUp(self):
        self.repo = self.enterContext(Repo())

    def start(self, files, change):
        """`files` on main, then `change` on a branch: the verdict."""
        self.repo.commit({".gate.yml": CONFIG, **files})
        self.repo.git("checkout", "-q", "-b", "feature")
        return self.go_on(change)

    def go_on(self, change, remove=()):
        self.repo.commit(change, remove=remove)
        result = self.repo.check()
        self.assertEqual(result.err, "")
        return result

    def test_a_finding_says_all_that_its_rule_says(self):
        result = self.start({".gate/rules/eval.yaml": EVAL}, {"app.py": "x = 1\ny = eval(x)\n"})
        finding = result.findings()[0]
        self.assertEqual({key: finding[key] for key in ("rule", "severity", "confidence", "message", "line", "column",
                                                        "end_line", "end_column", "category", "blocking")},
                         {"rule": "patterns/no-eval", "severity": "high", "confidence": "high",
                          "message": "Do not eval x", "line": 2, "column": 5, "end_line": 2, "end_column": 12,
                          "category": "security", "blocking": True})
        self.assertEqual(result.code, 1)
        self.assertEqual([edit["text"] for edit in finding["fix"]], ["safe(x)"])
        self.assertIn("replace from 2:5 to 2:12 by `safe(x)`", self.repo.gate("check").out)
        sarif = self.repo.gate("check", "--report", "sarif").json["runs"][0]
        rule = next(rule for extension in [sarif["tool"]["driver"], *sarif["tool"].get("extensions", [])]
                    for rule in extension.get("rules", []) if rule["id"].endswith("no-eval"))
        self.assertEqual(rule["properties"]["tags"], ["security", "external/cwe/cwe-095"])

    def test_a_comment_with_a_reason_suppresses(self):
        result = self.start({".gate/rules/eval.yaml": EVAL},
                            {"app.py": "eval(a)  # gate:ignore[patterns/no-eval] written by us\n"
                                       "eval(b)  # gate:ignore[patterns/no-eval]\n"})
        states = {finding["line"]: finding["suppressed"] for finding in result.findings()
                  if finding["rule"] == "patterns/no-eval"}
        self.assertEqual(states, {1: True, 2: False})
        self.assertEqual(result.json["counts"]["suppressed"], 1)

    def test_levels_of_rules(self):
        for level, code, shown in (("off", 0, []), ("shadow", 0, ["shadow"]), ("warn", 0, ["warn"]),
                                   ("block", 1, ["block"])):
            with self.subTest(level), Repo() as repo:
                repo.commit({".gate.yml": CONFIG + f"rules: {{'patterns/no-*': {level}}}\n",
                             ".gate/rules/eval.yaml": EVAL})
                repo.git("checkout", "-q", "-b", "feature")
                repo.commit({"app.py": "eval(a)\n"})
                result = repo.check()
                self.assertEqual(result.code, code)
                self.assertEqual([finding["level"] for finding in result.findings()], shown)

    def test_a_change_cannot_take_a_rule_away(self):
        result = self.start({".gate/rules/eval.yaml": EVAL, "a.py": "1\n"},
                            {"app.py": "eval(a)\n", ".gate/rules/eval.yaml": EVAL.replace("eval($X)", "never($X)", 1)})
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])
        result = self.go_on({}, remove=[".gate/rules/eval.yaml"])
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])
        result = self.go_on({".gate.yml": "version: 1\nanalyzers: {patterns: off}\n"})
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])
        self.assertEqual(result.code, 1)

    def test_a_rule_that_the_change_makes_milder_counts_as_it_was(self):
        result = self.start({".gate/rules/eval.yaml": EVAL},
                            {"app.py": "eval(a)\n", ".gate/rules/eval.yaml": EVAL.replace("ERROR", "INFO")})
        self.assertEqual([(finding["severity"], finding["blocking"]) for finding in result.findings()
                          if finding["rule"] == "patterns/no-eval"], [("high", True)])

    def test_a_rule_that_the_change_adds_counts(self):
        result = self.start({".gate/rules/eval.yaml": EVAL, "old.py": "print(0)\n"},
                            {"app.py": "print(a)\n", ".gate/rules/print.yaml": PRINT})
        self.assertEqual(found(result), [("no-print", "app.py", 1)])
        self.assertEqual(found(result, "existing"), [])  # old.py is not part of the change

    def test_an_unrelated_edit_of_a_rule_file_finds_nothing_twice(self):
        result = self.start({".gate/rules/eval.yaml": EVAL},
                            {"app.py": "eval(a)\n", ".gate/rules/eval.yaml": "# Ours.\n" + EVAL})
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])

    def test_rules_that_only_the_changes_configuration_names(self):
        self.repo.commit({".gate.yml": "version: 1\n"})
        self.repo.git("checkout", "-q", "-b", "feature")
        result = self.go_on({".gate.yml": CONFIG, ".gate/rules/eval.yaml": EVAL, "app.py": "eval(a)\n"})
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])

    def test_a_bad_rule_is_an_error_with_its_place_and_hides_nothing(self):
        bad = "rules:\n  - id: bad\n    languages: [python]\n    message: m\n    severity: ERROR\n    patern: eval($X)\n"
        result = self.start({".gate/rules/bad.yaml": bad, ".gate/rules/eval.yaml": EVAL}, {"app.py": "eval(a)\n"})
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])
        self.assertEqual(analyzer(result)["state"], "error")
        self.assertRegex(analyzer(result)["reason"], r"\.gate/rules/bad\.yaml:6:\d+: .*patern")
        self.assertEqual(result.ruling("completeness")["status"], "error")

    def test_a_pattern_that_is_no_code_is_an_error_with_its_place(self):
        bad = "rules:\n  - id: bad\n    languages: [python]\n    message: m\n    severity: ERROR\n    pattern: 'f((('\n"
        result = self.start({".gate/rules/bad.yaml": bad, ".gate/rules/eval.yaml": EVAL}, {"app.py": "eval(a)\n"})
        self.assertEqual(found(result), [("no-eval", "app.py", 1)])
        self.assertRegex(analyzer(result)["reason"], r"\.gate/rules/bad\.yaml:\d+:\d+: ")

    def test_a_folder_without_rules_is_an_error(self):
        result = self.start({}, {"app.py": "eval(a)\n"})
        self.assertIn("no rule file lies there", analyzer(result)["reason"])
        self.assertEqual(result.code, 3)

    def test_a_rule_for_a_language_that_gate_lacks_is_told(self):
        solidity = EVAL.replace("[python]", "[solidity]").replace("no-eval", "no-solidity")
        result = self.start({".gate/rules/eval.yaml": EVAL, ".gate/rules/solidity.yaml": solidity},
                            {"app.py": "x = 1\n"})
        self.assertEqual((analyzer(result)["state"], result.code), ("ran", 0))
        self.assertTrue(any("no-solidity was not run" in note for note in analyzer(result)["notes"]),
                        analyzer(result)["notes"])

    def test_a_rule_that_takes_too_long_is_told(self):
        # PCRE counts steps: a nested repetition takes too many of them on a long line.
        slow = "rules:\n  - id: slow\n    languages: [regex]\n    message: m\n    severity: ERROR\n" \
               "    pattern-regex: '(a+)+$'\n"
        result = self.start({".gate/rules/slow.yaml": slow}, {"app.py": "x = 1\n# " + "a" * 5000 + "!\n"})
        self.assertIn(("rule-stopped", "app.py", 0), found(result))

    def test_excluded_paths_and_paths_of_a_rule(self):
        scoped = EVAL + "    paths: {include: ['src/**'], exclude: ['*_test.py']}\n"
        files = {name: "eval(a)\n" for name in ("src/a.py", "src/a_test.py", "lib/b.py", "src/gen/c.py")}
        result = self.start({".gate/rules/eval.yaml": scoped,
                             ".gate.yml": CONFIG + "paths: {exclude: ['**/gen/**']}\n"}, files)
        self.assertEqual(found(result), [("no-eval", "src/a.py", 1)])

    def test_any_number_of_threads_finds_the_same(self):
        files = {f"many/{n}.py": f"eval(a{n})\nprint(1)\n" * (n + 1) for n in range(40)}
        self.start({".gate/rules/eval.yaml": EVAL, ".gate/rules/print.yaml": PRINT}, files)
        seen = []
        for number in ("1", "2", "9"):
            result = self.repo.check(env={"GATE_THREADS": number})
            seen.append([(finding["fingerprint"], finding["rule"], finding["path"], finding["line"])
                         for finding in result.json["findings"]])
        self.assertEqual(len(seen[0]), 2 * sum(range(1, 41)))
        self.assertEqual(seen[1:], [seen[0]] * 2)

    def test_scripts_without_an_extension_and_headers(self):
        cpp = "rules:\n  - id: no-goto\n    languages: [cpp]\n    message: m\n    severity: ERROR\n    pattern: bad($X)\n"
        result = self.start({".gate/rules/eval.yaml": EVAL, ".gate/rules/cpp.yaml": cpp},
                            {"bin/tool": "#!/usr/bin/env python3\neval(x)\n",
                             "a.h": "namespace a {\nclass B { public: int f() { return bad(1); } };\n}\n"})
        self.assertEqual(found(result), [("no-goto", "a.h", 2), ("no-eval", "bin/tool", 2)])


if __name__ == "__main__":
    unittest.main()
