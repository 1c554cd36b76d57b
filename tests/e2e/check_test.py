"""`gate check` as a user meets it: one token lost, one commit judged, the code to the shell."""
import json
import unittest

from repo import Repo

C = "#include <stdio.h>\n\nint main(void) {\n  int n = 1;\n  printf(\"%d\\n\", n);\n  return 0;\n}\n"

# language -> (file, text, (what is lost, what stands there instead), line the finding must name)
LOST = {
    "c semicolon": ("a.c", C, ("int n = 1;", "int n = 1"), 4),
    "c brace": ("a.c", C, ("return 0;\n}", "return 0;\n"), None),
    "cpp semicolon": ("a.cpp", "struct A {\n  int n;\n};\n\nint f(A a) {\n  return a.n;\n}\n", ("int n;", "int n"), 2),
    "cpp brace": ("a.cpp", "namespace n {\nint f() {\n  return 1;\n}\n}\n", ("return 1;\n}\n}", "return 1;\n}\n"), None),
    "java semicolon": ("A.java", "class A {\n  int f() {\n    int n = 1;\n    return n;\n  }\n}\n", ("n = 1;", "n = 1"), 3),
    "java brace": ("A.java", "class A {\n  int f() {\n    return 1;\n  }\n}\n", ("return 1;\n  }", "return 1;"), None),
    "js brace": ("a.js", "function f(a) {\n  if (a) {\n    return 1;\n  }\n  return 2;\n}\n\nf(1);\n", ("return 1;\n  }", "return 1;"), None),
    "js parenthesis": ("a.js", "function f(a) {\n  return g(a, 1);\n}\n", ("g(a, 1)", "g(a, 1"), 2),
    "js quote": ("a.js", "const a = 'one';\nconst b = 'two';\n", ("'one'", "'one"), 1),
    "js for header": ("a.js", "for (let i = 0; i < 3; i++) {\n  f(i);\n}\n", ("i < 3;", "i < 3"), 1),
    "go brace": ("a.go", "package a\n\nfunc f() int {\n\treturn 1\n}\n", ("return 1\n}", "return 1\n"), None),
    "go parenthesis": ("a.go", "package a\n\nfunc f() int {\n\treturn g(1)\n}\n", ("g(1)", "g(1"), 4),
    "go quote": ("a.go", "package a\n\nvar s = \"one\"\nvar t = 1\n", ("\"one\"", "\"one"), 3),
    "go for header": ("a.go", "package a\n\nfunc f() {\n\tfor i := 0; i < 3; i++ {\n\t}\n}\n", ("i < 3;", "i < 3"), 4),
    "python colon": ("a.py", "def f(a):\n    if a:\n        return 1\n    return 2\n", ("if a:", "if a"), 2),
    "python bracket": ("a.py", "a = [1, 2]\nb = 3\n", ("2]", "2"), 1),
    "json comma": ("a.json", '{\n  "a": 1,\n  "b": 2\n}\n', ("1,", "1"), 2),
    "yaml bracket": ("a.yaml", "a: [1, 2]\nb: 3\n", ("2]", "2"), 1),
    "yaml quote": ("a.yaml", "a: 'one'\nb: 3\n", ("'one'", "'one"), 1),
}


class LostToken(unittest.TestCase):
    def test_a_lost_token_blocks_and_the_mended_text_passes(self):
        for name, (path, text, (lost, left), line) in LOST.items():
            with self.subTest(name), Repo() as repo:
                self.assertIn(lost, text)
                repo.commit({path: text, "README": "x\n"})
                repo.commit({path: text.replace(lost, left, 1)})
                broken = repo.check("HEAD~1..HEAD")
                self.assertEqual(broken.code, 1, broken.out + broken.err)
                blocking = [finding for finding in broken.json["findings"] if finding["blocking"]]
                self.assertEqual({finding["path"] for finding in blocking}, {path})
                if line is not None:
                    self.assertIn(line, [finding["line"] for finding in blocking], broken.out)
                repo.commit({path: text + "\n"})
                mended = repo.check("HEAD~2..HEAD")
                self.assertEqual(mended.code, 0, mended.out + mended.err)

    def test_a_comment_or_a_rewrite_does_not_hide_a_lost_semicolon(self):
        before = "int f(int *p) {\n  *p += 1;\n  return *p;\n}\n"
        for after in ("  *p += 1 // done\n", "  *p += 1 /* done */\n", "  (*p)++\n"):
            for name in ("a.c", "a.cpp"):
                with self.subTest(name + after), Repo() as repo:
                    repo.commit({name: before})
                    repo.commit({name: before.replace("  *p += 1;\n", after)})
                    result = repo.check("HEAD~1..HEAD")
                    self.assertEqual(result.code, 1, result.out)
                    self.assertIn(2, [finding["line"] for finding in result.json["findings"] if finding["blocking"]])

    def test_a_semicolon_that_javascript_inserts_is_not_missed(self):
        with Repo() as repo:
            repo.commit({"a.js": "const a = 1;\nconst b = 2;\nf(a, b);\n"})
            repo.commit({"a.js": "const a = 1\nconst b = 2\nf(a, b)\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual(result.json["findings"], [])

    def test_what_was_broken_before_does_not_block(self):
        with Repo() as repo:
            repo.commit({"a.js": "function f( {\n  return 1;\n}\n"})
            repo.commit({"a.js": "function f( {\n  return 1;\n}\n\nconst b = 2;\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual([finding["state"] for finding in result.json["findings"] if finding["blocking"]], [])


class Frame(unittest.TestCase):
    def test_json_names_base_head_and_how_they_were_found(self):
        with Repo() as repo:
            base = repo.commit({"a.py": "a = 1\n"})
            head = repo.commit({"a.py": "a = 1\nb = 2\n"})
            report = repo.check("HEAD~1..HEAD").json
            self.assertEqual((report["base"], report["head"]), (base, head))
            self.assertTrue(report["base_source"])
            self.assertEqual(report["files"][0]["added_ranges"], [[2, 2]])
            self.assertEqual(report["outcome"], "pass")
            self.assertTrue(report["ledger_id"])

    def test_several_reports_at_once(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = (\n"})
            result = repo.gate("check", "HEAD~1..HEAD", "--report", "text", "--report", "json=out.json", "--report",
                               "sarif=out.sarif")
            self.assertEqual(result.code, 1)
            self.assertIn("a.py:1", result.out)
            self.assertEqual(json.loads((repo.path / "out.json").read_text())["outcome"], "fail")
            self.assertEqual(json.loads((repo.path / "out.sarif").read_text())["version"], "2.1.0")

    def test_dry_run_says_what_it_replaced(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = (\n"})
            result = repo.gate("check", "HEAD~1..HEAD", "--dry-run")
            self.assertEqual(result.code, 0)
            self.assertIn("exit code 1", result.out)

    def test_bad_usage_is_2_and_no_repository_is_3(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            self.assertEqual(repo.gate("check", "--no-such-option").code, 2)
            self.assertEqual(repo.gate("check", "--report", "nosuch").code, 2)
            self.assertEqual(repo.gate("no-such-command").code, 2)
            result = repo.gate("check", cwd="/")
            self.assertEqual(result.code, 3)
            self.assertIn("repository", result.err)

    def test_staged_and_worktree(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.write("a.py", "a = (\n")
            self.assertEqual(repo.check("--staged").code, 0)
            self.assertEqual(repo.check("--worktree").code, 1)
            repo.git("add", "a.py")
            self.assertEqual(repo.check("--staged").code, 1)

    def test_a_suppression_needs_a_reason(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 1\nb = (  # gate:ignore[syntax/*] generated, checked elsewhere\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual(result.json["counts"]["suppressed"], 1)
            repo.commit({"a.py": "a = 1\nb = (  # gate:ignore[syntax/*]\n"})
            self.assertEqual(repo.check("HEAD~2..HEAD").code, 1)


class NeverVacuous(unittest.TestCase):
    def test_a_time_limit_that_was_reached_is_no_pass(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = (\n"})
            repo.write("limits.yml", "version: 1\nlimits: { timeout: 1ms }\n")
            files = {f"b{n}.py": "a = [1, 2]\n" * 20_000 for n in range(8)}
            repo.commit(files)
            result = repo.check("HEAD~1..HEAD", "--config", "limits.yml")
            self.assertEqual(result.code, 3, result.out)

    def test_files_that_no_analyzer_reads_are_not_counted_as_read(self):
        with Repo() as repo:
            repo.commit({"LICENSE": "free\n"})
            repo.commit({"LICENSE": "freer\n", "blob": b"\0\1\2"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual(result.json["analyzers"][0]["state"], "not-applicable")
            self.assertEqual(result.json["findings"], [])

    def test_a_range_is_not_taken_for_a_report(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            base = repo.git("rev-parse", "HEAD")
            repo.commit({"a.py": "a = 2\n"})
            repo.commit({"a.py": "a = 3\n"})
            report = repo.gate("check", "--coverage", "none.info", "--report", "json", "HEAD~2..HEAD").json
            self.assertEqual(report["base"], base)

    def test_a_report_that_the_change_brings_proves_nothing(self):
        with Repo() as repo:
            policy = "version: 1\nevidence: { coverage: [{ files: cov.info }] }\npolicies: { coverage: { patch: 80 } }\n"
            repo.commit({"a.py": "a = 1\n", ".gate.yml": policy})
            repo.commit({"a.py": "a = 1\nb = 2\n", "cov.info": "SF:a.py\nDA:1,1\nDA:2,1\nend_of_record\n"})
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 3)


class Trust(unittest.TestCase):
    def test_the_change_cannot_loosen_the_gate_that_judges_it(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n", ".gate.yml": "version: 1\n"})
            repo.commit({"a.py": "a = (\n", ".gate.yml": "version: 1\npolicies: { findings: off }\n"})
            result = repo.check("HEAD~1..HEAD", "--policy", "HEAD~1")
            self.assertEqual(result.code, 1)
            self.assertIn("gate/policy-edited", [finding["rule"] for finding in result.json["findings"]])

    def test_the_change_can_tighten_it(self):
        with Repo() as repo:
            repo.commit({"a.c": "int f(void) { return 1; }\n"})
            repo.commit({".gate.yml": "version: 1\npolicies: { findings: { block: medium } }\n"})
            result = repo.check("HEAD~1..HEAD", "--policy", "HEAD~1")
            self.assertEqual(result.code, 1, result.out)  # the edit of the policy is a finding of medium severity

    def test_a_broken_configuration_is_named_by_line_and_column(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n", ".gate.yml": "version: 1\npolices: {}\n"})
            repo.commit({"a.py": "a = 2\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 2)
            self.assertIn(".gate.yml:2:1", result.err)
            self.assertIn("policies", result.err)


class Hiding(unittest.TestCase):
    """The change may not hide itself."""

    def judged(self, before, after):
        with Repo() as repo:
            repo.commit(before)
            repo.commit(after)
            return repo.check("HEAD~1..HEAD")

    def test_attributes_of_the_change_do_not_hide_a_file(self):
        for attribute in ("*.py -diff", "*.py binary", "*.py linguist-generated"):
            with self.subTest(attribute):
                result = self.judged({"a.py": "a = 1\n"}, {"a.py": "a = (\n", ".gitattributes": attribute + "\n"})
                self.assertEqual(result.code, 1, result.out)

    def test_a_nul_byte_is_a_blocking_finding(self):
        result = self.judged({"a.py": "a = 1\n"}, {"a.py": b"a = 1\n# \0\nb = 2\n"})
        self.assertEqual(result.code, 1)
        self.assertIn(("gate/unreadable-source", 2),
                      [(f["rule"], f["line"]) for f in result.json["findings"] if f["blocking"]])

    def test_a_file_over_the_limit_is_a_blocking_finding(self):
        result = self.judged({"a.py": "a = 1\n"}, {"a.py": "a = 1\n" * 400_000})
        self.assertEqual(result.code, 1)
        self.assertIn("gate/unreadable-source", [f["rule"] for f in result.json["findings"] if f["blocking"]])

    def test_a_long_line_is_read(self):
        result = self.judged({"a.py": "a = 1\n", ".gate.yml": "version: 1\nlimits: { file_bytes: 20MiB }\n"},
                             {"a.py": "a = '" + "x" * 10_000_000 + "'\nb = (\n"})
        self.assertEqual(result.code, 1, result.err)
        self.assertIn("a.py", [f["path"] for f in result.json["findings"] if f["blocking"]])

    def test_a_fault_behind_a_long_line_is_found_where_it_is(self):
        result = self.judged({"a.py": "a = 1\n"}, {"a.py": "a = '" + "x" * 10_000 + "'\nb = (\n"})
        self.assertEqual([f["line"] for f in result.json["findings"] if f["blocking"]], [2])


if __name__ == "__main__":
    unittest.main()
