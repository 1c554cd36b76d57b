"""`gate owners`: who owns a path, which line says so, and what is wrong with CODEOWNERS."""
import unittest

from repo import Repo

OWNERS = "* @all\n/src/ @core @shop/payments\n*.md doc@example.org\n/src/open/\n"


class Owners(unittest.TestCase):
    def test_owners_and_the_line_that_won_from_head(self):
        with Repo() as repo:
            repo.commit({".github/CODEOWNERS": OWNERS, "src/a.c": "int a;\n"})
            repo.write(".github/CODEOWNERS", "* @worktree\n")
            report = repo.gate("owners", "--format", "json", "src/a.c", "./src/open/x", "/README.md", "Makefile").json
            self.assertEqual(report["codeowners"], ".github/CODEOWNERS")
            self.assertEqual([(path["path"], path["owners"], path["line"]) for path in report["paths"]],
                             [("src/a.c", ["@core", "@shop/payments"], 2), ("src/open/x", [], 4),
                              ("README.md", ["doc@example.org"], 3), ("Makefile", ["@all"], 1)])
            text = repo.gate("owners", "src/a.c", "src/open/x")
            self.assertEqual(text.code, 0)
            self.assertIn("@core @shop/payments  (.github/CODEOWNERS:2)", text.out)
            self.assertIn("unowned  (.github/CODEOWNERS:4)", text.out)

    def test_a_file_needs_no_repository(self):
        with Repo() as repo:
            repo.write("../owners", "docs/ @doc\n")
            result = repo.gate("owners", "--codeowners", "owners", "--format", "json", "docs/x", "y",
                               cwd=repo.path.parent)
            self.assertEqual([path["line"] for path in result.json["paths"]], [1, None])

    def test_paths_from_stdin(self):
        with Repo() as repo:
            repo.commit({"CODEOWNERS": OWNERS})
            report = repo.gate("owners", "--format", "json", "-", stdin=b"src/a\nx.md\n").json
            self.assertEqual([path["line"] for path in report["paths"]], [2, 3])

    def test_gitlab_by_place_and_by_option(self):
        text = "[Core][2] @core\nsrc/\n^[Docs]\n*.md @doc\n"
        with Repo() as repo:
            repo.commit({".gitlab/CODEOWNERS": text})
            report = repo.gate("owners", "--format", "json", "src/a.md").json
            self.assertEqual(report["dialect"], "gitlab")
            (path,) = report["paths"]
            self.assertEqual(path["owners"], ["@core", "@doc"])
            self.assertEqual([(part["name"], part["line"], part["approvals"]) for part in path["sections"]],
                             [("Core", 2, 2), ("Docs", 4, 0)])
            repo.write("owners", text)
            options = ("--codeowners", "owners", "--dialect", "gitlab", "--format", "json")
            report = repo.gate("owners", *options, "src/x").json
            self.assertEqual(report["paths"][0]["line"], 2)

    def test_lint_names_dead_unreadable_and_shadowed_lines(self):
        with Repo() as repo:
            repo.commit({"CODEOWNERS": "*.c @c\ngone/ @o\n* @all\nsrc alice\n", "a.c": "int a;\n"})
            result = repo.gate("owners", "--lint", "--format", "json")
            self.assertEqual(result.code, 1)
            words = {problem["line"]: problem["message"] for problem in result.json["problems"]}
            self.assertEqual(sorted(words), [1, 2, 4])
            self.assertIn("shadowed", words[1])
            self.assertIn("dead", words[2])
            self.assertIn("alice", words[4])
            self.assertEqual(repo.gate("owners", "--lint").code, 1)

    def test_lint_of_a_good_file_passes(self):
        with Repo() as repo:
            repo.commit({"CODEOWNERS": "* @all\n*.c @c\n", "a.c": "int a;\n"})
            result = repo.gate("owners", "--lint")
            self.assertEqual(result.code, 0, result.out + result.err)
            self.assertIn("0 problem(s)", result.out)

    def test_what_cannot_be_answered_says_why(self):
        with Repo() as repo:
            repo.commit({"a": "a\n"})
            result = repo.gate("owners", "a")
            self.assertEqual(result.code, 3)
            self.assertIn("no CODEOWNERS", result.err)
            self.assertEqual(repo.gate("owners").code, 2)
            self.assertEqual(repo.gate("owners", "--codeowners", "missing", "a").code, 2)
            self.assertEqual(repo.gate("owners", "--dialect", "svn", "a").code, 2)

    def test_control_characters_stay_out_of_the_terminal(self):
        with Repo() as repo:
            repo.commit({"CODEOWNERS": b"\x1b[31mx alice\n* @all\n", "a": "a\n"})
            self.assertNotIn("\x1b", repo.gate("owners", "--lint").out)
            self.assertNotIn("\x1b", repo.gate("owners", "a\x1b[31m").out)


if __name__ == "__main__":
    unittest.main()
