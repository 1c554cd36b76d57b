"""SARIF that other tools wrote, joined with gate's own findings by the real binary."""
import json
import os
import unittest

from repo import Repo

CODE = "const a = 1;\nconst b = 2;\n"
MORE = CODE + "eval(a);\nconsole.log(b);\n"
CONFIG = "version: 1\nevidence: {{ sarif: ['reports/*.sarif'] }}\n{}"


def rule(name, level="error", **more):
    return {"id": name, "shortDescription": {"text": f"About {name}"}, "defaultConfiguration": {"level": level},
            "helpUri": f"https://eslint.org/docs/rules/{name}", **more}


def result(name, line, path="src/a.js", **more):
    return {"ruleId": name, "message": {"text": f"{name} is here."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": path}, "region": {"startLine": line}}}],
            **more}


def eslint(*results, rules=None, **run):
    """A log as ESLint's formatter writes it, reduced to what matters."""
    named = sorted({each["ruleId"] for each in results})
    return {"version": "2.1.0", "$schema": "http://json.schemastore.org/sarif-2.1.0-rtm.5",
            "runs": [{"tool": {"driver": {"name": "ESLint", "version": "9.1.0",
                                          "rules": rules or [rule(name) for name in named]}},
                      "results": list(results), **run}]}


class SarifTest(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)

    def start(self, config="", before=CODE, after=MORE):
        self.repo.commit({".gate.yml": CONFIG.format(config), "src/a.js": before, "src/b.js": "x();\n",
                          ".gitignore": "reports/\n"})
        self.repo.commit({"src/a.js": after})

    def report(self, log, name="reports/eslint.sarif"):
        self.repo.write(name, log if isinstance(log, (str, bytes)) else json.dumps(log))

    def judge(self, *more):
        return self.repo.check("HEAD~1..HEAD", "--ledger", "none", *more)

    def no_data(self, result, words):
        self.assertEqual(result.code, 3, result.out + result.err)
        ruling = result.ruling("completeness")
        self.assertEqual(ruling["status"], "no-data")
        self.assertIn(words, ruling["reason"])
        return ruling

    def test_a_new_error_blocks_and_an_old_one_does_not(self):
        self.start()
        self.report(eslint(result("no-eval", 3), result("no-unused", 1), result("no-undef", 1, "src/b.js")))
        verdict = self.judge()
        self.assertEqual(verdict.code, 1, verdict.out)
        [new] = verdict.findings("new")
        self.assertEqual((new["rule"], new["severity"], new["line"]), ("eslint/no-eval", "high", 3))
        self.assertTrue(new["blocking"])
        self.assertEqual(len(verdict.findings("existing")), 2)
        self.assertEqual(verdict.ruling("completeness")["status"], "pass")
        self.assertIn("1 of 1 SARIF reports read", verdict.ruling("completeness")["value"])
        self.assertIn({"name": "ESLint", "version": "9.1.0"}, verdict.json["tools"])
        self.assertIn("reports/eslint.sarif: 3 results of ESLint 9.1.0", verdict.json["notes"])

    def test_nothing_found_is_fine(self):
        self.start()
        self.report(eslint())
        verdict = self.judge()
        self.assertEqual(verdict.code, 0, verdict.out)

    def test_levels_suppressions_and_baseline_hold_for_foreign_rules(self):
        after = CODE + "eval(a);  // gate:ignore[eslint/no-eval] a constant\nconsole.log(b);\nalert(b);\n"
        self.start("rules: { 'eslint/no-console': warn }\n", after=after)
        self.report(eslint(result("no-eval", 3), result("no-console", 4)))
        verdict = self.judge()
        self.assertEqual(verdict.code, 0, verdict.out)
        by_rule = {finding["rule"]: finding for finding in verdict.findings("new")}
        self.assertEqual(by_rule["eslint/no-eval"]["suppression"], "a constant")
        self.assertEqual(by_rule["eslint/no-console"]["level"], "warn")
        self.assertEqual(verdict.ruling("findings")["status"], "warn")

    def test_security_severity_decides(self):
        self.start()
        log = eslint(result("sqli", 3), rules=[rule("sqli", "note", properties={
            "security-severity": "9.8", "precision": "high", "tags": ["security", "external/cwe/cwe-089"]})])
        self.report(log)
        [new] = self.judge().findings("new")
        self.assertEqual((new["severity"], new["category"]), ("critical", "security"))

    def test_the_tools_own_suppressions_and_baseline_count(self):
        self.start()
        self.report(eslint(
            result("no-eval", 3, suppressions=[{"kind": "inSource", "justification": "reviewed"}]),
            result("no-undef", 4, suppressions=[{"kind": "external", "status": "underReview"}]),
            result("no-console", 4, baselineState="unchanged"), result("gone", 4, baselineState="absent"),
            result("elsewhere", 1, "src/b.js", baselineState="new")))
        verdict = self.judge()
        self.assertEqual(verdict.code, 1, verdict.out)
        new = {finding["rule"]: finding for finding in verdict.findings("new")}
        self.assertEqual(new["eslint/no-eval"]["suppression"], "reviewed")
        self.assertFalse(new["eslint/no-eval"]["blocking"])
        self.assertTrue(new["eslint/no-undef"]["blocking"])
        self.assertEqual([f["rule"] for f in verdict.findings("existing")], ["eslint/no-console"])
        self.assertEqual([f["rule"] for f in verdict.findings("caused-elsewhere")], ["eslint/elsewhere"])

    def test_paths_of_the_machine_that_ran_the_tool(self):
        self.start()
        root = self.repo.path.resolve()
        self.report(eslint(result("no-eval", 3, f"file://{root}/src/a.js")))
        self.assertEqual(len(self.judge().findings("new")), 1)
        log = eslint(result("no-eval", 3, "a.js"), originalUriBaseIds={
            "ROOT": {"uri": "file:///builds/team/app/"}, "SRC": {"uri": "src/", "uriBaseId": "ROOT"}})
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] = "SRC"
        self.report(log)
        verdict = self.judge()
        self.assertEqual([f["path"] for f in verdict.findings("new")], ["src/a.js"])
        self.assertIn("/builds/team/app/src/a.js as src/a.js", " ".join(verdict.json["notes"]))
        self.report(eslint(result("no-eval", 3, "https://example.com/src/a.js"), result("no-eval", 1, "/usr/include/x.h")))
        verdict = self.judge()
        self.assertEqual(verdict.findings("new"), [])
        self.assertIn("1 left out, in files that are not of the repository", " ".join(verdict.json["notes"]))

    def test_a_missing_report_is_no_data(self):
        self.start()
        self.no_data(self.judge(), "reports/*.sarif: no file matches; run the tool before gate, or mend the pattern")

    def test_a_stale_report_is_no_data_and_its_findings_are_not_taken(self):
        self.start()
        self.report(eslint(result("no-eval", 3)))
        os.utime(self.repo.path / "reports/eslint.sarif", (1_600_000_000, 1_600_000_000))
        verdict = self.judge()
        self.no_data(verdict, "before head was committed")
        self.assertEqual(verdict.findings("new"), [])

    def test_lines_past_the_end_are_of_another_version(self):
        self.start()
        self.report(eslint(result("no-eval", 40)))
        self.no_data(self.judge(), "line 40 of src/a.js, which has 4 lines")

    def test_empty_and_broken_reports_are_no_data(self):
        self.start()
        for text, words in (("", "is empty"), ('{"version": "2.1.0", "runs": []}', "has no runs"),
                            ('{"version": "2.1.0", "runs": [', "not JSON: unclosed '['"),
                            ('{"version": "1.0.0", "runs": []}', "is SARIF 1.0.0"),
                            ("[]", "the document is no object"), (b'\xff\xfe{\x00}\x00', "is UTF-16"),
                            ('{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}}]}', 'no "results"')):
            with self.subTest(text=text):
                self.report(text)
                self.no_data(self.judge(), words)

    def test_a_tool_that_failed_is_no_data_though_what_it_found_blocks(self):
        self.start()
        failed = [{"executionSuccessful": False, "exitCodeDescription": "out of memory"}]
        self.report(eslint(invocations=failed))
        self.no_data(self.judge(), "ESLint 9.1.0 says that its run failed: out of memory")
        self.report(eslint(invocations=[{"executionSuccessful": True, "toolExecutionNotifications": [
            {"level": "error", "message": {"text": "src/a.js could not be parsed"}}]}]))
        self.no_data(self.judge(), "src/a.js could not be parsed")
        self.report(eslint(result("no-eval", 3), invocations=failed))
        self.assertEqual(self.judge().code, 1)

    def test_a_report_in_the_change_proves_nothing(self):
        self.start()
        self.repo.commit({"src/a.js": MORE + "eval(b);\n", "reports/eslint.sarif": json.dumps(eslint())})
        self.no_data(self.judge(), "part of the change")

    def test_no_data_can_be_mapped(self):
        self.start("policies: { completeness: { on_no_data: warn } }\n")
        verdict = self.judge()
        self.assertEqual(verdict.code, 0, verdict.out)
        self.assertEqual(verdict.ruling("completeness")["status"], "warn")

    def test_excluded_paths_are_left_alone(self):
        self.start("paths: { exclude: ['src/**'] }\n")
        self.report(eslint(result("no-eval", 3)))
        verdict = self.judge()
        self.assertEqual(verdict.findings("new"), [])

    def test_a_report_of_the_command_line(self):
        self.start()
        self.report(eslint(), "reports/eslint.sarif")
        self.report(eslint(result("no-eval", 3)), "other.json")
        self.assertEqual(self.judge("--sarif", "other.json").code, 1)

    def test_the_hook_does_not_read_it(self):
        self.start()
        self.report(eslint(result("no-eval", 3)))
        head, base = self.repo.git("rev-parse", "HEAD"), self.repo.git("rev-parse", "HEAD~1")
        hook = self.repo.gate("hook", "pre-push", "origin", "url",
                              stdin=f"refs/heads/main {head} refs/heads/main {base}\n".encode())
        self.assertEqual(hook.code, 0, hook.out + hook.err)
        self.assertIn("pass (0 found", hook.out + hook.err)

    def test_the_sarif_report_carries_the_rule(self):
        self.start()
        self.report(eslint(result("no-eval", 3)))
        written = self.repo.gate("check", "HEAD~1..HEAD", "--ledger", "none", "--report", "sarif").json["runs"][0]
        [named] = [each for each in written["tool"]["driver"]["rules"] if each["id"] == "eslint/no-eval"]
        self.assertEqual(named["helpUri"], "https://eslint.org/docs/rules/no-eval")
        self.assertEqual(named["shortDescription"]["text"], "About no-eval")
        self.assertIn({"name": "ESLint", "version": "9.1.0"}, written["tool"]["extensions"])

    def test_gates_own_report_of_one_run_is_evidence_for_another(self):
        self.repo.commit({".gate.yml": CONFIG.format(""), "src/a.py": "a = 1\n", ".gitignore": "reports/\n"})
        self.repo.commit({"src/a.py": "a = 1\nx = 'ünï' + (\n"})
        self.report(eslint())
        first = self.repo.gate("check", "HEAD~1..HEAD", "--ledger", "none", "--report", "sarif")
        self.assertEqual(first.code, 1, first.out)
        self.report(first.out, "reports/gate.sarif")
        verdict = self.judge()
        self.assertEqual(verdict.code, 1, verdict.out)
        self.assertEqual(verdict.ruling("completeness")["status"], "pass", verdict.ruling("completeness"))
        own = {f["rule"]: f for f in verdict.findings("new")}
        self.assertTrue(own)
        foreign = {name: f for name, f in own.items() if name.startswith("gate-report/")}
        self.assertTrue(foreign)
        for name, finding in foreign.items():
            measured = own[name.removeprefix("gate-report/")]
            for member in ("path", "line", "column", "end_line", "end_column"):
                self.assertEqual(finding[member], measured[member])
            self.assertEqual(finding["severity"], measured["severity"])


if __name__ == "__main__":
    unittest.main()
