"""`gate fix`: the fixes that findings of the change offer, made in the work tree and nowhere else."""
import os
import stat
import unittest

from repo import Repo, with_gate_in_path

RULES = """rules:
  - id: no-eval
    languages: [python]
    message: Do not eval $X
    severity: ERROR
    pattern: eval($X)
    fix: safe($X)
  - id: no-print
    languages: [python]
    message: Do not print $X
    severity: WARNING
    pattern: print($X)
    fix: log($X)
"""
CONFIG = "version: 1\nanalyzers: {patterns: {rules: [.gate/rules]}}\n"


class Fixes(unittest.TestCase):
    def setUp(self):
        self.repo = self.enterContext(Repo())
        self.repo.commit({".gate.yml": CONFIG, ".gate/rules/rules.yaml": RULES, "old.py": "eval(0)\n"})
        self.repo.git("checkout", "-q", "-b", "feature")

    def text(self, name):
        return (self.repo.path / name).read_text()

    def fix(self, *words, code=0, **more):
        result = self.repo.gate("fix", *words, **more)
        self.assertEqual(result.code, code, result.out + result.err)
        return result

    def untouched(self):
        self.assertEqual(self.repo.git("status", "--porcelain"), "")

    def test_new_findings_are_fixed_and_old_ones_are_not(self):
        self.repo.commit({"app.py": "eval(a)\nprint(b)\n", "old.py": "eval(0)\nprint(1)\n"})
        result = self.fix()
        self.assertEqual(self.text("app.py"), "safe(a)\nlog(b)\n")
        self.assertEqual(self.text("old.py"), "eval(0)\nlog(1)\n")
        self.assertIn("fixed app.py: 2 findings", result.out)
        self.assertIn("3 fixes made, 0 left out", result.err)
        self.repo.commit(message="fixed")
        self.assertIn("0 fixes made", self.fix().err)

    def test_only_what_is_asked_for(self):
        self.repo.commit({"app.py": "eval(a)\nprint(b)\n", "lib/x.py": "print(c)\nprint(d)\n"})
        self.fix("patterns/no-eval")
        self.assertEqual(self.text("app.py"), "safe(a)\nprint(b)\n")
        self.repo.commit(message="next")
        first = next(finding for finding in self.repo.check().findings() if finding["path"] == "lib/x.py")
        self.fix(first["fingerprint"][:10])
        self.assertEqual(self.text("lib/x.py"), "log(c)\nprint(d)\n")
        self.repo.commit(message="next")
        self.fix(".", cwd=self.repo.path / "lib")
        self.assertEqual((self.text("app.py"), self.text("lib/x.py")), ("safe(a)\nprint(b)\n", "log(c)\nlog(d)\n"))
        self.assertIn("no finding, rule, file or folder", self.fix("patterns/nothing", code=2).err)

    def test_a_dry_run_prints_what_git_applies(self):
        lines = [f"x{n} = {n}" for n in range(60)]
        lines[0], lines[5], lines[30], lines[59] = "eval(a)", "eval(b)", "print(c)", "eval(d)"
        self.repo.commit({"app.py": "\n".join(lines), "one.py": "eval(e)\n", "sp ace\u00e9.py": "eval(f)\n"})
        result = self.fix("--dry-run")
        self.untouched()
        self.assertIn("--- a/app.py\n+++ b/app.py\n@@ -1,9 +1,9 @@\n-eval(a)\n+safe(a)\n", result.out)
        self.assertIn("\n+safe(d)\n\\ No newline at end of file\n", result.out)
        self.repo.git("apply", input=result.out.encode())
        applied = {name: self.text(name) for name in ("app.py", "one.py", "sp ace\u00e9.py")}
        self.repo.git("checkout", "-q", ".")
        self.fix()
        self.assertEqual({name: self.text(name) for name in applied}, applied)
        self.assertEqual(applied["app.py"].splitlines()[59], "safe(d)")

    def test_of_overlapping_fixes_the_first_is_made(self):
        self.repo.commit({"app.py": "eval(eval(a))\n"})
        result = self.fix(code=1)
        self.assertIn("left out app.py:1 patterns/no-eval: it overlaps the fix of patterns/no-eval at line 1", result.err)
        self.assertEqual(self.text("app.py"), "safe(eval(a))\n")
        self.repo.commit(message="next")
        self.fix()
        self.assertEqual(self.text("app.py"), "safe(safe(a))\n")

    def test_a_file_that_differs_from_head_is_left_alone(self):
        self.repo.commit({"app.py": "eval(a)\n", "other.py": "eval(b)\n", "gone.py": "eval(c)\n"})
        self.repo.write("app.py", "eval(a)\n# mine\n")
        os.remove(self.repo.path / "gone.py")
        for words in ((), ("--dry-run",)):
            result = self.fix(*words, code=1)
            self.assertIn("left out app.py:1 patterns/no-eval: the work tree's file is not the one of HEAD", result.err)
            self.assertIn("left out gone.py:1 patterns/no-eval: it is not in the work tree", result.err)
        self.assertEqual((self.text("app.py"), self.text("other.py")), ("eval(a)\n# mine\n", "safe(b)\n"))
        self.assertFalse((self.repo.path / "gone.py").exists())

    def test_links_are_not_followed(self):
        outside = self.repo.path.parent / "outside"
        (outside / "lib").mkdir(parents=True)
        for name in ("app.py", "lib/x.py"):
            (outside / name).write_text("eval(a)\n")
        self.repo.commit({"app.py": "eval(a)\n", "lib/x.py": "eval(a)\n"})
        for name in ("app.py", "lib/x.py"):
            os.remove(self.repo.path / name)
        os.rmdir(self.repo.path / "lib")
        os.symlink(outside / "app.py", self.repo.path / "app.py")
        os.symlink(outside / "lib", self.repo.path / "lib")
        result = self.fix(code=1)
        self.assertEqual(result.err.count("a symbolic link lies on its path"), 2, result.err)
        self.assertEqual([(outside / name).read_text() for name in ("app.py", "lib/x.py")], ["eval(a)\n"] * 2)

    def test_paths_through_a_link_to_the_repository(self):
        self.repo.commit({"app.py": "eval(a)\n", "b.py": "eval(b)\n"})
        link = self.repo.path.parent / "link"
        os.symlink(self.repo.path, link)
        self.fix(str(link / "app.py"))
        self.assertEqual((self.text("app.py"), self.text("b.py")), ("safe(a)\n", "eval(b)\n"))
        loop = self.repo.path.parent / "loop"
        os.symlink(loop, loop)
        self.assertEqual(self.repo.gate("fix", str(loop / "x")).code, 2)
        self.assertEqual(self.text("b.py"), "eval(b)\n")

    def test_permissions_stay_and_nothing_is_left_behind(self):
        self.repo.commit({"bin/tool.py": "eval(a)\n"})
        os.chmod(self.repo.path / "bin/tool.py", 0o750)
        self.repo.commit(message="executable")
        self.fix()
        self.assertEqual(stat.S_IMODE(os.stat(self.repo.path / "bin/tool.py").st_mode), 0o750)
        self.assertEqual(os.listdir(self.repo.path / "bin"), ["tool.py"])

    def test_no_file_is_changed_in_a_pipeline_or_a_hook(self):
        self.repo.commit({"app.py": "eval(a)\n"})
        for name, value in (("CI", "true"), ("GIT_DIR", str(self.repo.path / ".git")), ("PRE_COMMIT", "1")):
            self.assertIn(f"{name} is set", self.fix(code=2, env={name: value}).err)
            self.untouched()
        self.fix("--dry-run", env={"CI": "true"})
        self.untouched()

    def test_git_tells_hooks_apart(self):
        self.repo.commit({"app.py": "eval(a)\n"})
        with_gate_in_path(self.repo)
        hooks = self.repo.path / ".git/hooks"
        hooks.mkdir(exist_ok=True)
        for name in ("pre-commit", "pre-push"):
            (hooks / name).write_text(f"#!/bin/sh\ngate fix 2>> '{self.repo.path.parent}/{name}.log'\nexit 0\n")
            (hooks / name).chmod(0o755)
        self.repo.git("commit", "-q", "--allow-empty", "-m", "again")
        self.repo.git("init", "-q", "--bare", str(self.repo.path.parent / "remote.git"))
        self.repo.git("push", "-q", str(self.repo.path.parent / "remote.git"), "feature")
        for name in ("pre-commit", "pre-push"):
            self.assertIn("within a hook", (self.repo.path.parent / f"{name}.log").read_text(), name)
        self.untouched()

    def test_the_rules_of_the_policy_commit_and_those_named(self):
        other = self.repo.path.parent / "other.yaml"
        other.write_text(RULES.replace("safe($X)", "other($X)"))
        weakened = RULES.replace("eval($X)", "never($X)", 1)
        self.repo.commit({"app.py": "eval(a)\n", ".gate/rules/rules.yaml": weakened})
        self.fix()
        self.assertEqual(self.text("app.py"), "safe(a)\n")
        self.repo.git("checkout", "-q", "app.py")
        self.fix("--rules", "../other.yaml")
        self.assertEqual(self.text("app.py"), "other(a)\n")

    def test_suppressed_findings_are_left_alone(self):
        self.repo.commit({"app.py": "eval(a)  # gate:ignore[patterns/*] ours\n"})
        self.fix()
        self.untouched()

    def test_other_analyzers_offer_fixes_too(self):
        self.repo.commit({"app.js": "f(1\n"})
        self.fix()
        self.assertEqual(self.text("app.js"), "f(1)\n")

    def test_line_ends_and_bytes_stay(self):
        self.repo.commit({"app.py": b"# \xff\r\neval(a)\r\nx = 1\r\n"})
        self.fix()
        self.assertEqual((self.repo.path / "app.py").read_bytes(), b"# \xff\r\nsafe(a)\r\nx = 1\r\n")

    def test_a_bad_rule_is_told_and_the_others_fix(self):
        self.repo.git("checkout", "-q", "main")
        self.repo.commit({".gate/rules/bad.yaml": "rules:\n  - id: bad\n    languages: [python]\n"})
        self.repo.git("checkout", "-q", "-b", "second")
        self.repo.commit({"app.py": "eval(a)\n"})
        result = self.fix(code=3)
        self.assertIn(".gate/rules/bad.yaml:2", result.err)
        self.assertEqual(self.text("app.py"), "safe(a)\n")


if __name__ == "__main__":
    unittest.main()
