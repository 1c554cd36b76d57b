"""Test reports beside a real repository, judged by the real binary.

They lie below .git, where no commit takes them along.
"""
import os
import pathlib
import subprocess
import tempfile
import unittest

from repo import Repo

CONFIG = "version: 1\nevidence: {{ tests: ['.git/build/*'] }}\npolicies: {{ tests: {{ {} }} }}\n"
TESTS = "import unittest\n\n\nclass Sums(unittest.TestCase):\n" + "".join(
    f"    def test_{name}(self):\n        self.assertEqual({name!r}, {name!r})\n        self.assertTrue(True)\n\n"
    for name in "abcd")


def junit(**results):
    """JUnit XML of one suite: name -> "pass", "fail" or "skip"."""
    inner = {"pass": "", "fail": '<failure message="boom"/>', "skip": "<skipped/>"}
    return '<testsuite name="s">' + "".join(
        f'<testcase classname="tests.Sums" name="{name}">{inner[result]}</testcase>' for name, result in results.items()
    ) + "</testsuite>"


class TestsTest(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)

    def start(self, options=""):
        self.repo.commit({".gate.yml": CONFIG.format(options), "tests/test_sums.py": TESTS})

    def check(self, *more, revisions="HEAD~1..HEAD"):
        return self.repo.check(revisions, *more)

    def rulings(self, result):
        return {ruling["condition"]: ruling for ruling in result.json["rulings"] if ruling["policy"] == "tests"}

    def judge(self, *more, code, **results):
        self.repo.write(".git/build/junit.xml", junit(**results))
        result = self.check(*more)
        self.assertEqual(result.code, code, result.out + result.err)
        return self.rulings(result)

    def test_passing_tests_pass(self):
        self.start()
        self.repo.commit({"a.py": "a = 1\n"})
        rulings = self.judge(code=0, test_a="pass", test_b="pass")
        self.assertEqual(rulings["test reports of head"]["value"], "1 report, 2 tests")
        self.assertEqual(rulings["pass rate >= 95%"]["value"], "100% (2 of 2 tests)")
        self.assertEqual(rulings["no new failing test"]["status"], "pass")

    def test_without_an_earlier_run_every_failure_is_new(self):
        self.start("pass_rate: 50")
        self.repo.commit({"a.py": "a = 1\n"})
        rulings = self.judge(code=1, test_a="pass", test_b="fail")
        self.assertEqual(rulings["pass rate >= 50%"]["status"], "pass")
        ruling = rulings["no new failing test"]
        self.assertEqual((ruling["status"], ruling["value"]), ("fail", "1 new of 1 failing"))
        self.assertIn("every failure counts as new", ruling["reason"])
        self.assertEqual(ruling["details"], ["tests.Sums::test_b: boom"])

    def test_failures_of_the_base_are_not_new(self):
        self.start("pass_rate: 50")
        base = self.repo.commit({"a.py": "a = 1\n"})
        self.judge(code=1, test_a="pass", test_b="fail")
        self.repo.commit({"a.py": "a = 2\n"})
        rulings = self.judge(code=0, test_a="pass", test_b="fail")
        self.assertIn(base[:10], rulings["no new failing test"]["reason"])
        rulings = self.judge(code=1, test_a="fail", test_b="fail")
        self.assertEqual(rulings["no new failing test"]["value"], "1 new of 2 failing")

    def test_the_nearest_commit_before_the_base_serves(self):
        self.start("pass_rate: 0")
        self.repo.commit({"a.py": "a = 1\n"})
        self.judge(code=1, test_a="fail")
        for number in range(3):
            self.repo.commit({"a.py": f"a = 1{number}\n"})
        self.judge(code=0, test_a="fail")

    def test_a_squash_serves_by_its_files(self):
        self.start("pass_rate: 0")
        self.repo.git("checkout", "-q", "-b", "work")
        self.repo.commit({"a.py": "a = 1\n"})
        self.judge(code=1, test_a="fail")
        self.repo.git("checkout", "-q", "main")
        self.repo.commit({"a.py": "a = 1\n"}, message="squashed")
        self.repo.commit({"a.py": "a = 2\n"})
        self.judge(code=0, test_a="fail")

    def test_an_earlier_run_of_the_same_change_excuses_nothing(self):
        self.start("pass_rate: 0")
        self.repo.commit({"a.py": "a = 1\n"})
        self.judge(code=0, test_a="pass")
        base = self.repo.git("rev-parse", "HEAD")
        self.repo.commit({"a.py": "a = 2\n"})
        for _ in range(2):
            rulings = self.judge(code=1, test_a="fail")
            self.assertIn(base[:10], rulings["no new failing test"]["reason"])
        # Neither as the first of two commits, nor amended, nor where no run of the base is recorded.
        self.repo.commit({"a.py": "a = 3\n"})
        self.repo.write(".git/build/junit.xml", junit(test_a="fail"))
        self.assertEqual(self.check(revisions=f"{base}..HEAD").code, 1)
        self.repo.git("commit", "-q", "--amend", "-m", "amended")
        self.assertEqual(self.check(revisions=f"{base}..HEAD").code, 1)
        fresh = self.repo.path / ".git/other.db"
        for _ in range(2):
            result = self.check("--ledger", str(fresh), revisions=f"{base}..HEAD")
            self.assertEqual(result.code, 1)
            self.assertIn("every failure counts as new", self.rulings(result)["no new failing test"]["reason"])

    def test_stale_and_broken_runs_are_no_reference(self):
        self.start("pass_rate: 0")
        self.repo.commit({"a.py": "a = 1\n"})
        self.repo.write(".git/build/junit.xml", junit(test_a="fail"))
        os.utime(self.repo.path / ".git/build/junit.xml", (1_600_000_000, 1_600_000_000))
        result = self.check()
        self.assertEqual(result.code, 3, result.out)
        self.assertIn("no-data: stale", self.rulings(result)["pass rate >= 0%"]["reason"])
        self.repo.commit({"a.py": "a = 2\n"})
        self.judge(code=1, test_a="fail")

    def test_no_data_is_never_a_pass(self):
        self.start()
        self.repo.commit({"a.py": "a = 1\n"})
        for name, text, code in (("nothing", None, 3), ("empty", "", 3), ("blank", "\n\n", 3), ("no test", junit(), 3),
                                 ("skipped", junit(test_a="skip"), 3), ("cut off", junit(test_a="pass")[:-9], 3),
                                 ("words", "hello\n", 3), ("another tool", "<html/>", 3)):
            with self.subTest(name):
                if text is not None:
                    self.repo.write(".git/build/junit.xml", text)
                result = self.check()
                self.assertEqual(result.code, code, result.out)
                self.assertIn(self.rulings(result)["pass rate >= 95%"]["status"], ("no-data", "error"))

    def test_the_report_in_the_change_proves_nothing(self):
        self.repo.commit({".gate.yml": "version: 1\nevidence: { tests: junit.xml }\n"})
        self.repo.commit({"a.py": "a = 1\n", "junit.xml": junit(test_a="pass")})
        self.assertEqual(self.check().code, 3)

    def test_on_no_data_maps(self):
        self.start("on_no_data: warn")
        self.repo.commit({"a.py": "a = 1\n"})
        self.assertEqual(self.check().code, 0)

    def test_who_judges(self):
        self.repo.commit({"a.py": "a = 1\n"})
        self.repo.commit({"a.py": "a = 2\n"})
        self.repo.write(".git/junit.xml", junit(test_a="fail"))
        self.assertEqual(self.rulings(self.check()), {})
        self.assertEqual(self.check("--tests", ".git/junit.xml").code, 1)
        self.repo.commit({".gate.yml": "version: 1\nevidence: { tests: .git/junit.xml }\n"})
        self.repo.commit({"a.py": "a = 3\n"})
        self.assertEqual(self.check().code, 1)
        self.repo.commit({".gate.yml": "version: 1\nevidence: { tests: .git/junit.xml }\npolicies: { tests: off }\n"})
        self.repo.commit({"a.py": "a = 4\n"})
        self.assertEqual((self.check().code, self.check("--tests", ".git/junit.xml").code), (0, 0))
        self.repo.commit({".gate.yml": "version: 1\npolicies: { tests: {} }\n"})
        self.repo.commit({"a.py": "a = 5\n"})
        self.assertEqual(self.check().code, 3)

    def test_turning_it_off_in_the_change_does_not_help(self):
        self.start()
        self.repo.git("checkout", "-q", "-b", "work")
        self.repo.commit({"a.py": "a = 1\n", ".gate.yml": "version: 1\npolicies: { tests: off }\n"})
        self.repo.write(".git/build/junit.xml", junit(test_a="fail"))
        self.assertEqual(self.repo.check("--base", "main").code, 1)

    def test_deleted_and_skipped_tests_are_shown(self):
        self.start()
        changed = TESTS[:TESTS.index("    def test_c")] + TESTS[TESTS.index("    def test_d"):]
        self.repo.commit({"tests/test_sums.py": changed.replace("    def test_a", "    @unittest.skip\n    def test_a")})
        ruling = self.judge(code=0, test_a="skip", test_b="pass", test_d="pass")["no test removed or skipped by the change"]
        self.assertEqual(ruling["status"], "warn")
        self.assertEqual(ruling["details"], ["tests/test_sums.py:5: skips test_a: @unittest.skip",
                                             "tests/test_sums.py:13: deleted test_c"])

    def test_deleted_tests_can_block(self):
        self.start("on_weakened: fail")
        self.repo.commit(remove=["tests/test_sums.py"])
        self.judge(code=1, test_x="pass")

    def test_moved_and_renamed_tests_are_not_deleted(self):
        self.start("on_weakened: fail, on_absent: fail")
        self.repo.commit({"a.py": "a = 1\n"})
        self.judge(code=0, test_a="pass", test_b="pass", test_c="pass", test_d="pass")
        half = TESTS.index("    def test_c")
        self.repo.commit({"tests/test_sums.py": TESTS[:half].replace("def test_b", "def test_renamed"),
                          "tests/test_more.py": TESTS[:TESTS.index("    def test_a")] + TESTS[half:]})
        rulings = self.judge(code=0, test_a="pass", test_renamed="pass", test_c="pass", test_d="pass")
        self.assertEqual(rulings["no test missing that ran before"]["status"], "pass")

    def test_a_suite_that_did_not_run_is_missed(self):
        self.start()
        self.repo.commit({"a.py": "a = 1\n"})
        self.judge(code=0, test_a="pass", test_b="pass", test_c="pass")
        self.repo.commit({"a.py": "a = 2\n"})
        ruling = self.judge(code=0, test_a="pass", test_b="skip")["no test missing that ran before"]
        self.assertEqual((ruling["status"], ruling["value"]), ("warn", "1 absent, 1 newly skipped"))
        self.assertEqual(ruling["details"], ["absent: tests.Sums::test_c", "skipped: tests.Sums::test_b"])

    def test_a_retry_in_a_second_report_is_flaky(self):
        self.start()
        self.repo.commit({"a.py": "a = 1\n"})
        self.repo.write(".git/build/1.xml", junit(test_a="pass", test_b="fail"))
        self.repo.write(".git/build/2.xml", junit(test_b="pass"))
        os.utime(self.repo.path / ".git/build/1.xml", (1_790_000_000, 1_790_000_000))
        result = self.check()
        self.assertEqual(result.code, 0, result.out)
        self.assertEqual(self.rulings(result)["no flaky test"]["details"], ["tests.Sums::test_b: boom"])

    def test_a_matrix_is_no_retry(self):
        self.start()
        self.repo.commit({"a.py": "a = 1\n"})
        self.repo.write(".git/build/python3.10.xml", junit(test_a="pass", test_b="fail"))
        self.repo.write(".git/build/python3.11.xml", junit(test_a="pass", test_b="pass"))
        self.assertEqual(self.check().code, 1)

    def test_the_hook_leaves_tests_to_the_pipeline(self):
        self.start()
        self.repo.commit({"a.py": "a = 1\n"})
        head = self.repo.git("rev-parse", "HEAD")
        line = f"refs/heads/main {head} refs/heads/main {self.repo.git('rev-parse', 'HEAD~1')}\n"
        result = self.repo.gate("hook", "pre-push", "origin", "url", stdin=line.encode())
        self.assertEqual(result.code, 0, result.out + result.err)

    def test_many_tests_stay_small_in_the_ledger_and_out_of_the_report(self):
        self.start()
        names = {f"test_number_{number}_of_a_suite_with_a_long_name": "pass" for number in range(20_000)}
        sizes = []
        for number in range(3):
            self.repo.commit({"a.py": f"a = {number}\n"})
            self.repo.write(".git/build/junit.xml", junit(**names))
            result = self.check()
            self.assertEqual(result.code, 0)
            self.assertLess(len(result.out), 50_000)
            sizes.append(sum(file.stat().st_size for file in (self.repo.path / ".git/gate").glob("ledger.db*")))
        self.assertLess(sizes[2] - sizes[1], 1_500_000)  # the log keeps a copy of every page for a while
        exported = self.repo.gate("ledger", "show", "last").json["facts"]["evidence"]["tests"]["results"]
        self.assertEqual(len(exported), 20_000)


class RealTools(unittest.TestCase):
    """What the tools at hand write, read by the real binary."""

    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)
        self.repo.commit({"a.py": "a = 1\n"})
        self.repo.commit({"a.py": "a = 2\n"})

    def counts(self, path, code=1):
        result = self.repo.check("HEAD~1..HEAD", "--ledger", "none", "--tests", str(path))
        self.assertEqual(result.code, code, result.out)
        tests = result.json["tests"]
        return tests["passed"], tests["failed"], tests["skipped"], [test["name"] for test in tests["failures"]]

    def test_ctest(self):
        with tempfile.TemporaryDirectory(prefix="gate-ctest-") as folder:
            folder = pathlib.Path(folder)
            (folder / "CMakeLists.txt").write_text(
                "cmake_minimum_required(VERSION 3.21)\nproject(x NONE)\nenable_testing()\n"
                "add_test(NAME good COMMAND true)\nadd_test(NAME bad COMMAND false)\n"
                "add_test(NAME missing COMMAND /nonexistent/x)\nadd_test(NAME off COMMAND true)\n"
                "set_tests_properties(off PROPERTIES DISABLED TRUE)\nadd_test(NAME skip COMMAND sh -c \"exit 77\")\n"
                "set_tests_properties(skip PROPERTIES SKIP_RETURN_CODE 77)\n")
            quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
            subprocess.run(["cmake", "-B", "b", "."], **quiet)
            subprocess.run(["ctest", "--test-dir", "b", "-D", "ExperimentalTest", "--output-junit", "j.xml"], **quiet)
            expected = (1, 2, 2, ["bad", "missing"])
            self.assertEqual(self.counts(folder / "b/j.xml"), expected)
            self.assertEqual(self.counts(next((folder / "b/Testing").glob("*/Test.xml"))), expected)

    def test_node(self):
        with tempfile.TemporaryDirectory(prefix="gate-node-") as folder:
            script = pathlib.Path(folder) / "a.test.js"
            script.write_text("const {test, describe, it} = require('node:test');\ntest('plain', () => {});\n"
                              "describe('outer', () => { it('inner', () => {}); it('skips', {skip: 'why'}, () => {});\n"
                              "  it('todo', {todo: true}, () => { throw 1 });\n"
                              "  describe('deep', () => { it('bad', () => { throw new Error('boom') }) }) });\n")
            for form, prefix in (("tap", "outer > deep > bad"), ("junit", "outer > deep::bad")):
                with self.subTest(form):
                    done = subprocess.run(["node", "--test", f"--test-reporter={form}", str(script)], cwd=folder,
                                          capture_output=True, check=False)
                    (pathlib.Path(folder) / form).write_bytes(done.stdout)
                    self.assertEqual(self.counts(pathlib.Path(folder) / form), (2, 1, 2, [prefix]))

    def test_perl(self):
        with tempfile.TemporaryDirectory(prefix="gate-perl-") as folder:
            script = pathlib.Path(folder) / "a.t"
            script.write_text("use Test::More;\nok(1, 'fine');\nok(1, 'fine');\nsubtest 'group' => sub { plan tests => 1; "
                              "ok(0, 'bad') };\nSKIP: { skip 'no net', 1; }\nTODO: { local $TODO = 'soon'; ok(0, 'later') }\n"
                              "done_testing;\n")
            done = subprocess.run(["perl", str(script)], capture_output=True, check=False)
            (pathlib.Path(folder) / "out").write_bytes(done.stdout)
            self.assertEqual(self.counts(pathlib.Path(folder) / "out"), (2, 1, 2, ["group > bad"]))


if __name__ == "__main__":
    unittest.main()
