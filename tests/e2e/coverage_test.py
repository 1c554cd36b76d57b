"""Coverage reports beside a real repository, judged by the real binary."""
import os
import unittest

from repo import Repo

CONFIG = "version: 1\nevidence: {{ coverage: [{{ files: 'build/*' }}] }}\npolicies: {{ coverage: {{ {} }} }}\n"
CODE = "def f(a):\n    if a:\n        return 1\n    return 2\n"
MORE = CODE + "\n\ndef g(b):\n    if b:\n        return 3\n    return 4\n"


def lcov(path, hits):
    return f"SF:{path}\n" + "".join(f"DA:{line},{count}\n" for line, count in hits.items()) + "end_of_record\n"


class CoverageTest(unittest.TestCase):
    def setUp(self):
        self.repo = Repo()
        self.addCleanup(self.repo.__exit__)

    def start(self, options="patch: 80"):
        self.repo.commit({".gate.yml": CONFIG.format(options), "src/a.py": CODE, ".gitignore": "build/\n"})

    def judge(self):
        return self.repo.check("HEAD~1..HEAD", "--ledger", "none")

    def rulings(self, result):
        return {ruling["condition"]: ruling for ruling in result.json["rulings"] if ruling["policy"] == "coverage"}

    def uncovered(self, result):
        return {file["path"]: file["uncovered_lines"] for file in result.json["coverage"]["files"]}

    def test_uncovered_lines_block_and_are_listed(self):
        self.start()
        self.repo.commit({"src/a.py": MORE})
        self.repo.write("build/lcov.info", lcov("/ci/job/src/a.py", {1: 1, 2: 0, 7: 1, 8: 1, 9: 0, 10: 0}))
        result = self.judge()
        self.assertEqual(result.code, 1, result.err)
        ruling = self.rulings(result)["patch coverage >= 80%"]
        self.assertEqual(ruling["status"], "fail")
        self.assertEqual(ruling["value"], "50% (2 of 4 lines)")
        self.assertEqual(self.uncovered(result), {"src/a.py": [9, 10]})

    def test_covered_lines_pass(self):
        self.start("patch: 80, file: 80, max_uncovered_lines: 0")
        self.repo.commit({"src/a.py": MORE})
        self.repo.write("build/c.xml", '<coverage><sources><source>/ci/src</source></sources><class filename="a.py"><lines>'
                        + "".join(f'<line number="{line}" hits="1"/>' for line in (7, 8, 9, 10))
                        + "</lines></class></coverage>")
        result = self.judge()
        self.assertEqual(result.code, 0, result.out)
        self.assertEqual({ruling["status"] for ruling in self.rulings(result).values()}, {"pass"})

    def test_a_report_that_is_silent_is_no_data(self):
        self.start()
        self.repo.commit({"src/a.py": MORE})
        self.repo.write("build/lcov.info", lcov("/ci/source/a.py", {1: 1}) + lcov("/ci/source/b.py", {1: 1}))
        result = self.judge()
        self.assertEqual(result.code, 3, result.out)
        details = " ".join(detail for ruling in self.rulings(result).values() for detail in ruling["details"])
        self.assertIn("nearest: /ci/source/a.py", details)
        self.assertIn("strip: /ci/source/ prefix: src/", details)

    def test_text_needs_no_report(self):
        self.start()
        self.repo.commit({"README.md": "words\n"})
        result = self.judge()
        self.assertEqual(result.code, 0, result.out)
        self.assertEqual({ruling["status"] for ruling in self.rulings(result).values()}, {"not-applicable"})

    def test_a_report_older_than_head_is_stale(self):
        self.start()
        self.repo.commit({"src/a.py": MORE})
        self.repo.write("build/lcov.info", lcov("src/a.py", {7: 1, 8: 1, 9: 1, 10: 1}))
        os.utime(self.repo.path / "build/lcov.info", (1_600_000_000, 1_600_000_000))
        result = self.judge()
        self.assertEqual(result.code, 3, result.out)
        self.assertIn("no-data: stale", self.rulings(result)["patch coverage >= 80%"]["reason"])

    def test_lines_past_the_end_are_stale(self):
        self.start()
        self.repo.commit({"src/a.py": MORE})
        self.repo.write("build/lcov.info", lcov("src/a.py", {7: 1, 8: 1, 40: 1}))
        result = self.judge()
        self.assertEqual(result.code, 3, result.out)
        self.assertIn("names line 40, the file ends at line 10", self.rulings(result)["patch coverage >= 80%"]["reason"])

    def test_renamed_code_is_not_new(self):
        self.start("patch: 100")
        self.repo.git("mv", "src/a.py", "src/renamed.py")
        self.repo.commit()
        self.repo.write("build/lcov.info", lcov("src/renamed.py", {1: 0, 2: 0, 3: 0, 4: 0}))
        result = self.judge()
        self.assertEqual(result.code, 0, result.out)
        self.assertEqual(self.uncovered(result), {})

    def test_moved_code_is_not_new(self):
        self.start("patch: 100")
        self.repo.commit({"src/a.py": MORE})
        self.repo.commit({"src/a.py": CODE, "src/b.py": "import os\n\n\n" + MORE[len(CODE) + 2:] + "\n\nos.getcwd()\n"})
        self.repo.write("build/lcov.info", lcov("src/b.py", {1: 1, 4: 1, 5: 0, 6: 0, 7: 0, 10: 1}))
        result = self.judge()
        self.assertEqual(result.code, 0, result.out)
        self.assertEqual(self.uncovered(result), {"src/b.py": []})


if __name__ == "__main__":
    unittest.main()
