"""`gate scan`: a whole tree without a change, in a repository and outside of one."""
import os
import pathlib
import pty
import subprocess
import tempfile
import unittest

from repo import GATE, Repo, Result, clean_environment

RULES = """rules:
  - id: no-eval
    languages: [python]
    message: Do not eval $X
    severity: ERROR
    pattern: eval($X)
  - id: no-print
    languages: [python]
    message: Do not print $X
    severity: INFO
    pattern: print($X)
"""
BAD_RULE = """  - id: broken
    languages: [python]
    message: Broken
    severity: ERROR
    patern: eval($X)
"""


class InRepository(unittest.TestCase):
    def setUp(self):
        self.repo = self.enterContext(Repo())
        self.rules = self.repo.path.parent / "rules.yaml"
        self.rules.write_text(RULES)
        self.repo.commit({"app.py": "eval(a)\nprint(b)\n", "lib/util.py": "eval(c)\n", "lib/broken.js": "f(1\n"})

    def scan(self, *words, **more):
        return self.repo.gate("scan", "--format", "json", *words, **more)

    def found(self, *words):
        result = self.scan(*words)
        self.assertEqual(result.code, 0, result.out + result.err)
        return [(finding["rule"], finding["path"], finding["line"]) for finding in result.json["findings"]]

    def test_every_analyzer_looks_at_the_files_of_head(self):
        self.repo.write("lib/util.py", "pass\n")  # not committed: not looked at
        self.repo.write("new.py", "eval(x)\n")
        self.assertEqual(self.found("--rules", "../rules.yaml"),
                         [("patterns/no-eval", "app.py", 1), ("patterns/no-print", "app.py", 2),
                          ("syntax/unclosed-delimiter", "lib/broken.js", 1), ("patterns/no-eval", "lib/util.py", 1)])

    def test_paths_from_where_one_stands(self):
        result = self.repo.gate("scan", "--format", "json", "--rules", str(self.rules), "util.py",
                                cwd=self.repo.path / "lib")
        self.assertEqual([finding["path"] for finding in result.json["findings"]], ["lib/util.py"])
        self.assertEqual(self.found("--rules", "../rules.yaml", "lib", "app.py", "--analyzer", "syntax"),
                         [("syntax/unclosed-delimiter", "lib/broken.js", 1)])

    def test_a_path_that_head_does_not_have(self):
        self.repo.write("new.py", "eval(x)\n")
        for path, words in (("new.py", "HEAD has no file there"), ("nowhere", "no such file or folder")):
            result = self.scan(path)
            self.assertEqual(result.code, 2)
            self.assertIn(words, result.err)

    def test_blocks_only_when_asked(self):
        for level, code in ((None, 0), ("critical", 0), ("high", 1), ("info", 1)):
            words = ["--fail-on", level] if level else []
            self.assertEqual(self.scan("--rules", "../rules.yaml", "--analyzer", "patterns", *words).code, code, level)
        result = self.scan("--rules", "../rules.yaml", "--analyzer", "patterns", "--fail-on", "high")
        self.assertEqual([finding["path"] for finding in result.json["findings"] if finding["blocking"]],
                         ["app.py", "lib/util.py"])
        self.assertEqual(result.json["counts"]["blocking"], 2)

    def test_what_is_suppressed_or_accepted_does_not_count(self):
        self.repo.commit({"app.py": "eval(a)  # gate:ignore[patterns/no-eval] the input is ours\n",
                          ".gate.yml": "version: 1\npaths: {exclude: [lib/**]}\n"})
        result = self.scan("--rules", "../rules.yaml", "--fail-on", "low")
        self.assertEqual(result.code, 0)
        self.assertEqual([(finding["rule"], finding["suppressed"]) for finding in result.json["findings"]],
                         [("patterns/no-eval", True)])

    def test_the_configured_rules(self):
        self.repo.commit({".gate.yml": "version: 1\nanalyzers: {patterns: {rules: [.gate/rules]}}\n",
                          ".gate/rules/eval.yaml": RULES})
        self.assertIn(("patterns/no-print", "app.py", 2), self.found())

    def test_a_bad_rule_is_an_error_and_hides_no_finding(self):
        self.rules.write_text(RULES + BAD_RULE)
        result = self.scan("--rules", "../rules.yaml", "--analyzer", "patterns")
        self.assertEqual(result.code, 3)
        self.assertEqual(len(result.json["findings"]), 3)
        self.assertRegex(result.json["analyzers"][0]["reason"], r"rules\.yaml:1[0-9]:\d+: ")

    def test_mistakes_of_usage(self):
        (self.repo.path.parent / "empty").mkdir()
        for words, told in ((("--rules", "nowhere"), "nowhere: there is no such file"),
                            (("--rules", "../empty"), "no rule file lies there"),
                            (("--analyzer", "patern"), "did you mean 'patterns'"),
                            (("--fail-on", "severe"), "severe"),
                            (("--format", "receipt"), "known are: text, json"),
                            (("--format", "yaml"), "unknown report format")):
            result = self.repo.gate("scan", *words)
            self.assertEqual(result.code, 2, words)
            self.assertIn(told, result.err)

    def test_the_text_ends_with_totals(self):
        result = self.repo.gate("scan", "--rules", "../rules.yaml")
        self.assertEqual(result.code, 0)
        self.assertRegex(result.out, r"(?m)^ +2  patterns/no-eval$")
        self.assertRegex(result.out.splitlines()[-2],
                         r"^3 files, 4 findings \(3 high, 1 low\), \d+\.\d s$")
        self.assertIn("app.py:1:1", result.out)

    def test_sarif_into_a_file(self):
        result = self.repo.gate("scan", "--rules", "../rules.yaml", "--format", "sarif=out.sarif", "--format", "text")
        self.assertEqual(result.code, 0)
        self.assertIn("patterns/no-eval", (self.repo.path / "out.sarif").read_text())
        self.assertIn("4 findings", result.out)

    def test_any_number_of_threads_finds_the_same(self):
        self.repo.commit({f"many/{n}.py": f"eval(a{n})\n" * (n + 1) for n in range(40)})
        one = self.found("--rules", "../rules.yaml", "--jobs", "1")
        self.assertGreater(len(one), 800)
        for words in (("--jobs", "7"), ()):
            self.assertEqual(self.found("--rules", "../rules.yaml", *words), one)

    def test_scripts_without_an_extension(self):
        self.repo.commit({"bin/tool": "#!/usr/bin/env python3\neval(x)\n"})
        self.assertIn(("patterns/no-eval", "bin/tool", 2), self.found("--rules", "../rules.yaml"))

    def test_plugins_run_only_when_they_are_named(self):
        plugin = "version: 1\nplugins:\n  - name: touch\n    run: [sh, -c, 'echo app.py:1:mine']\n    input: files\n" \
                 "    output: regex\n    pattern: '(?P<path>[^:]+):(?P<line>\\d+):(?P<message>.+)'\n"
        self.repo.commit({".gate.yml": plugin})
        self.assertEqual([rule for rule, _, _ in self.found() if rule.startswith("touch/")], [])
        found = self.found("--analyzer", "touch")
        self.assertEqual([(path, line) for _, path, line in found], [("app.py", 1)])

    def test_a_terminal_sees_how_far_it_is(self):
        self.repo.commit({f"many/{n}.py": "eval(a)\n" + "x = f(1, y)\n" * 5000 for n in range(60)})
        main, other = pty.openpty()
        process = subprocess.Popen([GATE, "scan", "--rules", str(self.rules), "--analyzer", "patterns", "--jobs", "1"],
                                   cwd=self.repo.path,
                                   env=clean_environment(), stdout=subprocess.DEVNULL, stderr=other)
        os.close(other)
        seen = b""
        while True:
            try:
                read = os.read(main, 4096)
            except OSError:  # the other end is closed
                break
            if not read:
                break
            seen += read
        os.close(main)
        self.assertEqual(process.wait(), 0)
        if seen:  # a fast machine is done before anything is shown
            self.assertRegex(seen.decode(), r"gate: (scanning \[#* *\] \d+ of 63 files|reading rules)")


class OutsideOfGit(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gate-scan-")))
        for name, text in {"rules.yaml": RULES, "tree/app.py": "eval(a)\n", "tree/lib/util.py": "eval(b)\n",
                           "tree/.hg/store.py": "eval(c)\n", "other/x.py": "eval(d)\n"}.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        os.symlink("../other", self.folder / "tree/link")
        os.symlink("../other/x.py", self.folder / "tree/link.py")

    def scan(self, *words, cwd=None):
        return Result(subprocess.run([GATE, "scan", "--format", "json", "--rules", str(self.folder / "rules.yaml"), *words],
                                     cwd=cwd or self.folder, env=clean_environment(), capture_output=True, timeout=60))

    def paths(self, *words, cwd=None):
        return [finding["path"] for finding in self.scan(*words, cwd=cwd).json["findings"]]

    def test_the_files_of_a_folder_without_links(self):
        self.assertEqual(self.paths("tree"), ["app.py", "lib/util.py"])
        self.assertEqual(self.paths(cwd=self.folder / "tree"), ["app.py", "lib/util.py"])

    def test_several_places(self):
        self.assertEqual(self.paths("tree/lib", "tree/app.py", "other", "tree/lib/util.py"),
                         ["other/x.py", "tree/app.py", "tree/lib/util.py"])
        self.assertEqual(self.paths("tree/app.py"), ["app.py"])

    def test_a_configuration_in_the_folder_counts(self):
        (self.folder / "tree/.gate.yml").write_text("version: 1\npaths: {exclude: [lib/**]}\n")
        self.assertEqual(self.paths("tree"), ["app.py"])
        (self.folder / "tree/.gate.yml").write_text("version: 1\npath: {}\n")
        self.assertEqual(self.scan("tree").code, 2)

    def test_a_file_that_is_too_large_is_told(self):
        with open(self.folder / "tree/large.py", "w", encoding="utf-8") as file:
            file.write("x = 1\n" * 400_000)
        result = self.scan("tree")
        self.assertIn(("gate/unreadable-source", "large.py"),
                      [(finding["rule"], finding["path"]) for finding in result.json["findings"]])

    def test_names_that_are_no_text(self):
        with open(os.fsencode(self.folder) + b"/tree/\xff\n.py", "wb") as file:
            file.write(b"eval(x)\n")
        self.assertEqual(len(self.paths("tree")), 3)


if __name__ == "__main__":
    unittest.main()
