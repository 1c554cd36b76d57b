"""Reports of the real binary, and the expectations of tests/reports, against their schemas and their promises."""
import json
import os
import re
import tempfile
import unittest

from repo import GATE, ROOT, Repo
from reports_check import check_junit, validate

VERDICT_SCHEMA = ROOT / "docs" / "schema" / "verdict.schema.json"
QUALITY_SCHEMA = ROOT / "tests" / "schemas" / "code-quality.schema.json"
RECEIPT_SCHEMA = ROOT / "docs" / "schema" / "receipt.schema.json"
SARIF_SCHEMA = ROOT.parent / "shared" / "suites" / "sarif" / "sarif-schema-2.1.0.json"
EXPECTED = ROOT / "tests" / "reports"

BROKEN = {"a.js": "const a = f(1;\n", "b.json": '{"a": 1,\n "b": 2 "c": 3}\n'}
WHOLE = {"a.js": "const a = f(1);\n", "b.json": '{"a": 1,\n "b": 2, "c": 3}\n'}
# Every one breaks its grammar, so every one is named by a finding.
HOSTILE = [b"::error file=x::y.json", b"a\n::set-output name=verdict::pass\n.json", b"\x1b[31mred\x1b[2J.json",
           b"caf\xe9.json", "\u202egnp.json".encode(), b"##[error]x.json", b"<img src=x>@admin`|.json"]


def needs_binary(test):
    return unittest.skipUnless(os.access(GATE, os.X_OK), f"no gate at {GATE}: build it first")(test)


class Schemas(unittest.TestCase):
    def validate(self, schema, *files):
        validate(self, schema, *files)

    def expected(self, name):
        files = sorted(EXPECTED.glob(f"*/{name}"))
        self.assertGreater(len(files), 2)
        return files

    def test_expected_json(self):
        self.validate(VERDICT_SCHEMA, *self.expected("expected.json"))

    def test_expected_sarif(self):
        self.validate(SARIF_SCHEMA, *self.expected("expected.sarif"))

    def test_expected_gitlab(self):
        self.validate(QUALITY_SCHEMA, *self.expected("expected.gitlab.json"))

    def test_expected_junit(self):
        for file in self.expected("expected.junit.xml"):
            with self.subTest(file.parent.name):
                outcomes = {case["outcome"] for case in check_junit(self, file.read_text())}
                wanted = {"blocked": "failure", "undecided": "error", "unrecorded": "error"}
                self.assertIn(wanted.get(file.parent.name, next(iter(outcomes))), outcomes)

    def test_a_broken_report_is_refused(self):
        report = json.loads((EXPECTED / "blocked" / "expected.json").read_text())
        report["outcome"] = "splendid"
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(report, file)
            file.flush()
            with self.assertRaisesRegex(AssertionError, "/outcome"):
                self.validate(VERDICT_SCHEMA, file.name)

    @needs_binary
    def test_the_binary_writes_them(self):
        with Repo() as repo:
            repo.commit(WHOLE)
            repo.commit({**BROKEN, **{os.fsdecode(name): '{"a": 1 "b": 2}\n' for name in HOSTILE}})
            formats = ("json", "sarif", "gitlab", "junit", "receipt")
            reports = [word for name in formats for word in ("--report", f"{name}=out.{name}")]
            result = repo.gate("check", "HEAD~1..HEAD", *reports)
            self.assertEqual(result.code, 1, result.err)
            self.validate(VERDICT_SCHEMA, repo.path / "out.json")
            self.validate(SARIF_SCHEMA, repo.path / "out.sarif")
            self.validate(QUALITY_SCHEMA, repo.path / "out.gitlab")
            self.validate(RECEIPT_SCHEMA, repo.path / "out.receipt")
            issues = json.loads((repo.path / "out.gitlab").read_text())
            self.assertEqual(len({issue["fingerprint"] for issue in issues}), len(HOSTILE) + len(BROKEN))
            cases = check_junit(self, (repo.path / "out.junit").read_text())
            failed = [case for case in cases if case["outcome"] == "failure"]
            self.assertEqual(len(failed), len(HOSTILE) + len(BROKEN))
            self.assertIn("a.js", [case["file"] for case in failed])


@needs_binary
class Reports(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)
        self.repo.commit(WHOLE)

    def break_hostile_files(self):
        self.repo.commit({os.fsdecode(name): '{"a": 1 "b": 2}\n' for name in HOSTILE})

    def test_several_at_once_agree(self):
        self.repo.commit(BROKEN)
        result = self.repo.gate("check", "HEAD~1..HEAD", "--report", "json=out.json", "--report", "sarif=out.sarif",
                                "--report", "text")
        report = json.loads((self.repo.path / "out.json").read_text())
        run = json.loads((self.repo.path / "out.sarif").read_text())["runs"][0]
        self.assertEqual(report["exit_code"], result.code)
        self.assertEqual(run["invocations"][0]["exitCode"], result.code)
        blocking = [finding["fingerprint"] for finding in report["findings"] if finding["blocking"]]
        self.assertEqual(len(blocking), report["counts"]["blocking"])
        self.assertGreater(len(blocking), 0)
        self.assertEqual([each["partialFingerprints"]["gate/v1"] for each in run["results"]
                          if each["properties"]["blocking"]], blocking)
        counts = "{found} found, {in_scope} in scope, {blocking} blocking".format(**report["counts"])
        self.assertIn(counts, result.out)
        self.assertTrue(result.out.splitlines()[-1].startswith("fail, exit 1"), result.out)

    def test_json_is_json_with_hostile_names(self):
        self.break_hostile_files()
        report = self.repo.check("HEAD~1..HEAD").json
        names = {file["path"].encode() for file in report["files"] if "path_base64" not in file}
        self.assertEqual(names, {name for name in HOSTILE if b"\xe9" not in name})
        lossy = [file for file in report["files"] if "path_base64" in file]
        self.assertEqual([(file["path"], file["path_base64"]) for file in lossy], [("caf\ufffd.json", "Y2Fm6S5qc29u")])

    def test_nothing_hostile_reaches_a_terminal(self):
        self.break_hostile_files()
        for style in ([], ["--verbose"]):
            text = self.repo.gate("check", "HEAD~1..HEAD", *style).out
            self.assertIn(r"\x1B[31mred", text)
            self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
            self.assertNotRegex(text, r"(?m)^\s*::")
            self.assertNotIn("##[", text)

    def test_every_annotation_is_one_command(self):
        self.break_hostile_files()
        env = {"GITHUB_STEP_SUMMARY": str(self.repo.path / "summary"), "GITHUB_OUTPUT": str(self.repo.path / "output")}
        text = self.repo.gate("check", "HEAD~1..HEAD", "--report", "github", env=env).out
        lines = text.splitlines()
        self.assertEqual(len([line for line in lines if line.startswith("::error file=")]), len(HOSTILE), text)
        for line in lines:
            self.assertRegex(line, r"^::(error|warning|notice) [^:]*::")
        self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
        summary = (self.repo.path / "summary").read_text()
        self.assertNotIn("<img", summary)
        self.assertNotIn("@admin", summary)
        self.assertRegex((self.repo.path / "output").read_text(), r"(?m)^verdict=fail$")

    def test_annotations_are_capped_and_the_rest_is_counted(self):
        self.repo.commit({f"many/{i}.json": '{"a": 1 "b": 2}\n' for i in range(30)})
        lines = self.repo.gate("check", "HEAD~1..HEAD", "--report", "github").out.splitlines()
        self.assertEqual(sum(line.startswith("::error ") for line in lines), 10)
        self.assertRegex(lines[-1], r"^::notice .*20 errors.* not annotated")

    def test_colour_is_for_terminals(self):
        self.repo.commit(BROKEN)
        plain = self.repo.gate("check", "HEAD~1..HEAD").out
        forced = self.repo.gate("check", "HEAD~1..HEAD", env={"CLICOLOR_FORCE": "1"}).out
        neither = self.repo.gate("check", "HEAD~1..HEAD", env={"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}).out
        self.assertNotIn("\x1b", plain)
        self.assertNotIn("\x1b", neither)
        self.assertIn("\x1b[31;1m", forced)
        stripped = re.sub(r"\x1b\[[0-9;]*m", "", forced)
        self.assertEqual([line for line in stripped.splitlines() if " | " in line],
                         [line for line in plain.splitlines() if " | " in line])

    def test_a_dry_run_says_what_it_replaced(self):
        self.repo.commit(BROKEN)
        result = self.repo.gate("check", "HEAD~1..HEAD", "--dry-run")
        self.assertEqual(result.code, 0)
        self.assertRegex(result.out.splitlines()[-1], r"^fail, exit 0 \(--dry-run replaced exit code 1\)")


if __name__ == "__main__":
    unittest.main()
