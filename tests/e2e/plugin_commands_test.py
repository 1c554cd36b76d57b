"""`gate plugin ...`, `gate explain` for plugins, and the example plugins, each on a real repository."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from repo import ROOT, Repo

EXAMPLES = ROOT / "plugins"
TYPESCRIPT = ROOT / "tests" / "typescript" / "node_modules"
# Language -> folder, a program that it needs, a rule, a file with one finding of it.
LANGUAGES = {
    "c++": ("cpp", "make", "unsafe-call", "a.cpp", "void f(char* a, char* b) { strcpy(a, b); }\n"),
    "python": ("python", "python3", "breakpoint", "a.py", "breakpoint()\n"),
    "typescript": ("typescript", "node", "only", "a.test.ts", "it.only('a', () => {});\n"),
    "shell": ("shell", "sh", "fixed-address", "a.c", "const char* host = \"10.1.2.3\";\n"),
}


def each_language(test):
    def run(self):
        for language, (folder, program, *rest) in LANGUAGES.items():
            with self.subTest(language):
                if not shutil.which(program):
                    self.skipTest(f"{program} is not installed")
                test(self, language, folder, *rest)
    return run


class New(unittest.TestCase):
    @each_language
    def test_a_new_plugin_works(self, language, _folder, rule, path, text):
        with Repo() as repo:
            made = repo.gate("plugin", "new", "my-own", "--lang", language)
            self.assertEqual(made.code, 0, made.err)
            entry = made.out[made.out.index("plugins:"):].split("\n\n")[0]
            self.assertIn("- name: my-own", entry)
            folder = ".gate/plugins/my-own"
            if language == "c++":
                subprocess.run(["make", "-s", "-C", repo.path / folder], check=True)
            tested = repo.gate("plugin", "test", folder)
            self.assertEqual(tested.code, 0, tested.out + tested.err)
            self.assertIn("1 tests, 0 failed", tested.out)
            repo.commit({".gate.yml": "version: 1\n" + entry + "\n"})
            repo.commit({path: text})
            result = repo.check("HEAD~1..HEAD")
            run = next(run for run in result.json["analyzers"] if run["name"] == "my-own")
            self.assertEqual(run["state"], "ran", run)
            self.assertEqual([finding["rule"] for finding in result.findings()
                              if finding["rule"].startswith("my-own/")], [f"my-own/{rule}"])

    def test_bad_names_and_folders_that_are_there(self):
        with Repo() as repo:
            self.assertEqual(repo.gate("plugin", "new", "Own", "--lang", "shell").code, 2)
            self.assertEqual(repo.gate("plugin", "new", "../own", "--lang", "shell").code, 2)
            self.assertEqual(repo.gate("plugin", "new", "own", "--lang", "cobol").code, 2)
            self.assertEqual(repo.gate("plugin", "new", "own", "--lang", "shell").code, 0)
            again = repo.gate("plugin", "new", "own", "--lang", "shell")
            self.assertEqual((again.code, "something already" in again.err), (2, True))


class Examples(unittest.TestCase):
    @each_language
    def test_its_tests_pass(self, language, folder, *_):
        with tempfile.TemporaryDirectory() as scratch, Repo() as repo:
            copy = pathlib.Path(scratch) / "copy"
            shutil.copytree(EXAMPLES / folder, copy)
            if language == "c++":
                shutil.copy(EXAMPLES / "gate_plugin.h", copy)
                subprocess.run(["make", "-s", "-C", copy], check=True)
            result = repo.gate("plugin", "test", str(copy))
            self.assertEqual(result.code, 0, result.out + result.err)

    def test_the_javascript_is_what_the_compiler_makes(self):
        if not (TYPESCRIPT / "typescript").exists() or not shutil.which("node"):
            self.skipTest("run npm ci in tests/typescript")
        with tempfile.TemporaryDirectory() as scratch:
            for name in ("plugin.ts", "tsconfig.json", "package.json"):
                shutil.copy(EXAMPLES / "typescript" / name, scratch)
            done = subprocess.run(["node", TYPESCRIPT / "typescript" / "bin" / "tsc", "-p", ".", "--typeRoots",
                                   TYPESCRIPT / "@types"], cwd=scratch, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertEqual((pathlib.Path(scratch) / "plugin.js").read_text(),
                             (EXAMPLES / "typescript" / "plugin.js").read_text())


class Test(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)
        self.folder = ".gate/plugins/own"
        self.repo.gate("plugin", "new", "own", "--lang", "python")
        self.expected = self.repo.path / self.folder / "tests/added/expected.json"

    def run_tests(self, *more):
        return self.repo.gate("plugin", "test", self.folder, *more)

    def test_a_difference_is_shown(self):
        entries = json.loads(self.expected.read_text())
        entries[0]["line"] = 9
        self.expected.write_text(json.dumps(entries))
        result = self.run_tests()
        self.assertEqual(result.code, 1)
        self.assertRegex(result.out, r'- \{"line":9,.*"rule":"own/print"')
        self.assertRegex(result.out, r'\+ \{.*"line":2,.*"rule":"own/print"')
        self.assertIn("1 tests, 1 failed", result.out)

    def test_update_writes_what_was_found(self):
        self.expected.write_text("[]")
        self.assertEqual(self.run_tests().code, 1)
        self.assertEqual(self.run_tests("--update").code, 0)
        self.assertEqual(self.run_tests().code, 0)
        self.assertEqual(len(json.loads(self.expected.read_text())), 2)

    def test_a_misspelt_key_is_refused(self):
        self.expected.write_text('[{"rul": "own/print"}]')
        result = self.run_tests()
        self.assertEqual((result.code, "did you mean 'rule'" in result.out), (1, True), result.out)

    def test_a_plugin_that_fails_is_a_failure(self):
        (self.repo.path / self.folder / "plugin.py").write_text("raise SystemExit('broken')")
        result = self.run_tests()
        self.assertEqual((result.code, "broken" in result.out), (1, True), result.out)

    def test_without_tests(self):
        shutil.rmtree(self.repo.path / self.folder / "tests")
        self.assertEqual(self.run_tests().code, 2)
        self.assertEqual(self.repo.gate("plugin", "test", "nowhere").code, 2)


class List(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)

    def add(self):
        made = self.repo.gate("plugin", "new", "own", "--lang", "python").out
        self.repo.write(".gate.yml", "version: 1\n" + made[made.index("plugins:"):].split("\n\n")[0] + "\n")

    def test_none(self):
        self.repo.commit({"a": ""})
        self.assertIn("no plugins", self.repo.gate("plugin", "list").out)

    def test_in_force(self):
        self.add()
        self.repo.commit()
        self.repo.commit({"a": ""})
        listed = self.repo.gate("plugin", "list")
        self.assertEqual(listed.code, 0, listed.err)
        self.assertRegex(listed.out, r"own +process: python3 \(folder \.gate/plugins/own\); sandbox best-effort")
        doctor = self.repo.gate("plugin", "doctor")
        self.assertEqual(doctor.code, 0, doctor.out + doctor.err)
        self.assertRegex(doctor.out, r"ok +own +own 1\.0: 2 rules, started in \d+ ms")
        self.assertIn("sandbox: ", doctor.out)

    def test_what_is_missing(self):
        plugin = {"name": "own", "run": ["no-such-program-anywhere"]}
        self.repo.commit({".gate.yml": json.dumps({"version": 1, "plugins": [plugin]})})
        self.repo.commit({"a": ""})
        doctor = self.repo.gate("plugin", "doctor")
        self.assertEqual(doctor.code, 3)
        self.assertIn("no-such-program-anywhere", doctor.out)
        self.assertRegex(self.repo.gate("plugin", "list").out, "!! +own")

    def test_explain(self):
        self.add()
        self.repo.commit()
        new = self.repo.gate("explain", "own/breakpoint")
        self.assertIn("new in this change", new.out)
        self.assertRegex(self.repo.gate("plugin", "list").out, "-- +own +process: new in this change")
        self.repo.commit({"a": ""})
        explained = self.repo.gate("explain", "own/breakpoint")
        self.assertEqual(explained.code, 0, explained.err)
        self.assertIn("breakpoint() stops the program", explained.out)
        self.assertIn("of the plugin own", explained.out)
        self.assertIn("own/print", self.repo.gate("explain", "own").out)
        self.assertEqual(self.repo.gate("explain", "other/rule").code, 2)

    def test_pin(self):
        config = {"version": 1, "plugins": [{"name": "own", "so": "/bin/sh"}, {"name": "near", "folder": ".gate/near",
                                                                               "run": ["{plugin}/a.py"]}]}
        self.repo.write(".gate.yml", json.dumps(config))
        pinned = self.repo.gate("plugin", "pin")
        self.assertEqual(pinned.code, 0, pinned.err)
        self.assertRegex(pinned.out, r"own: /\S+\n  sha256: [0-9a-f]{64}\nnear: its program is in the repository")
        self.assertEqual(self.repo.gate("plugin", "pin", "other").code, 2)


if __name__ == "__main__":
    unittest.main()
