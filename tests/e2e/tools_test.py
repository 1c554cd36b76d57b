"""Real tools, run by configuration alone, through the real binary on real repositories. The configurations are read
from docs/tools.md."""
import json
import os
import pathlib
import shutil
import unittest

from repo import Repo
from tool_repo import ToolRepo, documented

NODE_MODULES = pathlib.Path(__file__).parent / "tools/node_modules"

TOOLS = documented()
SHELLCHECK, CLANG_TIDY, CPPCHECK, ESLINT = (TOOLS[name] for name in ("shellcheck", "clang-tidy", "cppcheck", "eslint"))
CLANG_TIDY_CONFIG = "Checks: '-*,bugprone-*,-bugprone-easily-swappable-parameters,clang-analyzer-*'\n"
ESLINT_CONFIG = 'export default [{ rules: { eqeqeq: "error", "no-unused-vars": "warn", "no-undef": "error" } }];\n'


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed (scripts/setup does)")


class Documentation(unittest.TestCase):
    def test_every_configuration_is_valid(self):
        self.assertGreater(len(TOOLS), 8)
        for name, plugin in TOOLS.items():
            with self.subTest(name), Repo() as repo:
                repo.write(".gate.yml", json.dumps({"version": 1, "plugins": [plugin]}))
                result = repo.gate("config", "verify")
                self.assertEqual(result.code, 0, result.out + result.err)


@needs("shellcheck")
class Shellcheck(unittest.TestCase):
    OLD = "#!/bin/sh\nunused=1\necho hello\n"

    def test_an_error_on_a_changed_line_blocks(self):
        with ToolRepo(SHELLCHECK, {"a.sh": self.OLD}) as repo:
            result = repo.change({"a.sh": self.OLD + 'if [ "$1" = a]; then echo; fi\n'})
            self.assertIn("shellcheck/SC1020 a.sh:4", repo.told(result))
            self.assertEqual(result.code, 1, result.out)
            self.assertEqual(repo.run_of(result)["state"], "ran")
            self.assertEqual(repo.run_of(result)["files"], 1)

    def test_a_warning_warns_and_an_old_one_does_not_count(self):
        with ToolRepo(SHELLCHECK, {"a.sh": self.OLD}) as repo:
            result = repo.change({"a.sh": "#!/bin/sh\n# moved\nunused=1\necho hello\nanother=2\n"})
            self.assertEqual(repo.told(result), ["shellcheck/SC2034 a.sh:5"])
            self.assertEqual(repo.told(result, "existing"), ["shellcheck/SC2034 a.sh:3"])
            self.assertEqual((result.code, result.json["outcome"]), (0, "warn"))

    def test_what_was_mended_is_fixed(self):
        with ToolRepo(SHELLCHECK, {"a.sh": self.OLD}) as repo:
            result = repo.change({"a.sh": "#!/bin/sh\necho hello\n"})
            self.assertEqual(repo.told(result), [])
            self.assertEqual(repo.told(result, "fixed"), ["shellcheck/SC2034 a.sh:2"])
            self.assertEqual(result.code, 0)

    def test_a_renamed_file_keeps_its_old_findings(self):
        body = self.OLD + "".join(f"echo {number}\n" for number in range(20))
        with ToolRepo(SHELLCHECK, {"a.sh": body}) as repo:
            result = repo.change({"folder/b.sh": body + "echo end\n"}, remove=["a.sh"])
            self.assertEqual(repo.told(result), [])
            self.assertEqual(repo.told(result, "existing"), ["shellcheck/SC2034 folder/b.sh:2"])

    def test_the_same_by_its_gcc_format_and_a_regular_expression(self):
        with ToolRepo(TOOLS["shellcheck-gcc"], {"a.sh": self.OLD}) as repo:
            result = repo.change({"a.sh": self.OLD + "another=2\n"})
            self.assertEqual(repo.told(result), ["shellcheck-gcc/SC2034 a.sh:4"])
            self.assertEqual(repo.told(result, "existing"), ["shellcheck-gcc/SC2034 a.sh:2"])

    def test_names_that_look_like_options_or_hold_spaces(self):
        names = ["-x.sh", "@y.sh", "a b.sh", "ü.sh", "$(touch z).sh"]
        with ToolRepo(SHELLCHECK) as repo:
            result = repo.change({name: "#!/bin/sh\nunused=1\n" for name in names})
            self.assertEqual(repo.told(result), sorted(f"shellcheck/SC2034 {name}:2" for name in names))

    def test_line_ends_reach_the_tool_as_git_has_them(self):
        with ToolRepo(SHELLCHECK) as repo:
            result = repo.change({"a.sh": b"#!/bin/sh\r\necho\r\n", ".gitattributes": "*.sh text eol=lf\n"})
            # git itself stores LF here: what the tool saw is the object, not the file of the checkout.
            self.assertEqual(repo.told(result), [])
            repo.git("rm", "-q", ".gitattributes")
            result = repo.change({"b.sh": b"#!/bin/sh\r\necho\r\n"})
            self.assertIn("shellcheck/SC1017 b.sh:1", repo.told(result))

    def test_gates_own_suppressions_and_levels_hold_for_it(self):
        with ToolRepo(SHELLCHECK, rules={"shellcheck/SC2154": "off"}) as repo:
            result = repo.change({"a.sh": "#!/bin/sh\nunused=1 # gate:ignore[shellcheck/SC2034] read by the caller\n"
                                          "echo \"$unknown\"\n"})
            self.assertEqual(repo.told(result), [])
            self.assertEqual([(finding["rule"], finding["suppression"]) for finding in result.findings()
                              if finding["suppressed"]], [("shellcheck/SC2034", "read by the caller")])

    def test_what_is_not_committed_yet(self):
        with ToolRepo(SHELLCHECK, {"a.sh": self.OLD}) as repo:
            repo.write("a.sh", self.OLD + "another=2\n")
            self.assertEqual(repo.told(repo.check("--worktree")), ["shellcheck/SC2034 a.sh:4"])

    def test_without_a_file_that_concerns_it(self):
        with ToolRepo(SHELLCHECK, {"a.sh": self.OLD}) as repo:
            result = repo.change({"a.txt": "text\n"}, remove=["a.sh"])
            self.assertEqual(repo.run_of(result)["state"], "not-applicable")
            self.assertEqual(result.code, 0)

    def test_what_the_configuration_excludes_is_not_given_to_it(self):
        with ToolRepo(SHELLCHECK, paths={"exclude": ["vendor/**"]}) as repo:
            result = repo.change({"vendor/a.sh": "unused=1\n", "b.sh": "#!/bin/sh\necho\n"})
            self.assertEqual((repo.told(result), repo.run_of(result)["files"]), ([], 1))

    def test_links_and_odd_names_are_said(self):
        with ToolRepo(SHELLCHECK, {"a.sh": "#!/bin/sh\necho\n"}) as repo:
            os.symlink("/etc/passwd", repo.path / "link.sh")
            result = repo.change({"a\tb.sh": "#!/bin/sh\nunused=1\n", "a.sh": "#!/bin/sh\necho 2\n"})
            left_out = "\n".join(repo.run_of(result)["not_checked"])
            self.assertIn("link.sh: a symbolic link is not followed", left_out)
            self.assertIn("control characters", left_out)
            self.assertEqual(repo.told(result), [])

    def test_many_files_take_several_command_lines(self):
        folder = "/".join(["a-rather-long-folder-name-that-fills-command-lines"] * 4)
        names = [f"{folder}/{number}.sh" for number in range(1500)]
        with ToolRepo(SHELLCHECK) as repo:
            result = repo.change({name: "#!/bin/sh\nunused=1\n" if name.endswith("/1499.sh") else "#!/bin/sh\n"
                                  for name in names})
            self.assertEqual(repo.run_of(result)["files"], 1500)
            self.assertEqual(repo.told(result), [f"shellcheck/SC2034 {names[-1]}:2"])


@needs("clang-tidy-19")
class ClangTidy(unittest.TestCase):
    OLD = '#include "b.h"\nint f(int a) {\n  if (a = 1) return 2;\n  return b();\n}\n'
    FILES = {".gate/plugins/clang-tidy/clang-tidy.yml": CLANG_TIDY_CONFIG, "b.h": "int b();\n", "a.cpp": OLD}

    def test_new_old_and_fixed(self):
        with ToolRepo(CLANG_TIDY, self.FILES) as repo:
            more = "int g(int c) {\n  if (c == 1) return 1; else return 1;\n}\n"
            result = repo.change({"a.cpp": self.OLD + more})
            self.assertEqual(repo.run_of(result)["state"], "ran", result.out)
            self.assertEqual(repo.told(result), ["clang-tidy/bugprone-branch-clone a.cpp:7"])
            self.assertIn("a.cpp:3", "\n".join(repo.told(result, "existing")))
            self.assertEqual((result.code, result.json["outcome"]), (0, "warn"))
            result = repo.change({"a.cpp": self.OLD})
            self.assertEqual(repo.told(result, "fixed"), ["clang-tidy/bugprone-branch-clone a.cpp:7"])

    def test_what_does_not_compile_blocks(self):
        with ToolRepo(CLANG_TIDY, self.FILES) as repo:
            result = repo.change({"a.cpp": self.OLD + "int g() { return an_unknown_name; }\n"})
            self.assertEqual(repo.told(result), ["clang-tidy/clang-diagnostic-error a.cpp:6"])
            self.assertEqual(result.code, 1)

    def test_the_configuration_of_the_change_is_not_used(self):
        with ToolRepo(CLANG_TIDY, self.FILES) as repo:
            more = "int g(int c) {\n  if (c == 1) return 1; else return 1;\n}\n"
            off = "Checks: '-*,llvm-include-order'\n"
            result = repo.change({"a.cpp": self.OLD + more, ".clang-tidy": off,
                                  ".gate/plugins/clang-tidy/clang-tidy.yml": off})
            self.assertEqual(repo.told(result), ["clang-tidy/bugprone-branch-clone a.cpp:7"])


@needs("cppcheck")
class Cppcheck(unittest.TestCase):
    OLD = "int f(void) {\n  int a[2];\n  a[3] = 0;\n  return a[0];\n}\n"

    def test_only_changed_lines_count_when_it_looks_at_one_side(self):
        with ToolRepo(CPPCHECK, {"a.c": self.OLD}) as repo:
            result = repo.change({"a.c": self.OLD + self.OLD.replace("f(", "g(")})
            self.assertEqual(repo.run_of(result)["state"], "ran", result.out)
            self.assertIn("cppcheck/arrayIndexOutOfBounds a.c:8", repo.told(result))
            self.assertIn("cppcheck/arrayIndexOutOfBounds a.c:3", repo.told(result, "existing"))
            self.assertIn("only what lies on changed lines counts", " ".join(repo.run_of(result)["notes"]))
            self.assertEqual((result.code, result.json["outcome"]), (0, "warn"))


@needs("node")
@unittest.skipUnless((NODE_MODULES / "eslint").is_dir(), "eslint is not installed (scripts/setup does)")
class Eslint(unittest.TestCase):
    OLD = "export function f(a) {\n  return a == 1;\n}\n"
    BROKEN = 'throw new Error("no such configuration");\n'

    def repo(self, **more):
        repo = ToolRepo({**ESLINT, **more}, {"eslint.config.mjs": ESLINT_CONFIG, "a.js": self.OLD,
                                             ".gitignore": "node_modules\n"})
        # What `npm ci` would make there: packages that git does not have.
        shutil.copytree(NODE_MODULES, repo.path / "node_modules", symlinks=True, copy_function=link_or_copy)
        repo.write(".git/info/exclude", "node_modules\n")
        return repo

    def commit_and_check(self, repo, files):
        for name, text in files.items():
            repo.write(name, text)
        repo.git("add", "-A")
        repo.git("commit", "-q", "-m", "change")
        return repo.check("HEAD~1..HEAD")

    def test_new_old_and_fixed(self):
        with self.repo() as repo:
            result = self.commit_and_check(repo, {"a.js": self.OLD + "export const g = (b) => b == 2;\n"})
            self.assertEqual(repo.run_of(result)["state"], "ran", result.out)
            self.assertEqual(repo.told(result), ["eslint/eqeqeq a.js:4"])
            self.assertEqual(repo.told(result, "existing"), ["eslint/eqeqeq a.js:2"])
            self.assertIn("ESLint 9.", repo.run_of(result)["version"])
            sarif = repo.gate("check", "HEAD~1..HEAD", "--report", "sarif").json
            rules = {rule["id"]: rule for run in sarif["runs"] for rule in run["tool"]["driver"]["rules"]}
            self.assertEqual(rules["eslint/eqeqeq"]["helpUri"], "https://eslint.org/docs/latest/rules/eqeqeq")
            result = self.commit_and_check(repo, {"a.js": self.OLD})
            self.assertEqual(repo.told(result, "fixed"), ["eslint/eqeqeq a.js:4"])

    def test_severities_are_those_of_its_configuration(self):
        with self.repo() as repo:
            result = self.commit_and_check(repo, {"b.js": "const unused = 1;\n"})
            self.assertEqual(repo.told(result), ["eslint/no-unused-vars b.js:1"])
            self.assertEqual((result.code, result.json["outcome"]), (0, "warn"))
            result = self.commit_and_check(repo, {"c.js": "missing();\n"})
            self.assertEqual(repo.told(result), ["eslint/no-undef c.js:1"])
            self.assertEqual(result.code, 1)

    def test_its_configuration_is_code_of_the_change_and_finds_no_token(self):
        spy = ('/* eslint-disable */\n'
               'const seen = Object.keys(process.env).filter((n) => /TOKEN|SECRET/.test(n)).join();\n'
               'if (seen || process.env.PLAIN !== "1") throw new Error("seen: " + seen);\n')
        with self.repo(env=["GITHUB_TOKEN", "NPM_TOKEN", "PLAIN"]) as repo:
            for name, text in {"eslint.config.mjs": spy + ESLINT_CONFIG, "b.js": "missing();\n"}.items():
                repo.write(name, text)
            repo.git("add", "-A")
            repo.git("commit", "-q", "-m", "change")
            result = repo.check("HEAD~1..HEAD", env={"GITHUB_TOKEN": "t", "NPM_TOKEN": "t", "PLAIN": "1"})
            self.assertEqual(repo.told(result), ["eslint/no-undef b.js:1"], result.out)
            # What the tool was told to pass over is shown as suppressed.
            self.assertEqual({finding["path"] for finding in result.findings() if finding["suppressed"]},
                             {"eslint.config.mjs"})
            notes = " ".join(repo.run_of(result)["notes"])
            self.assertIn("GITHUB_TOKEN was held back", notes)
            self.assertNotIn("PLAIN", notes)

    def test_packages_that_are_not_there_are_an_error_with_advice(self):
        with ToolRepo(ESLINT, {"eslint.config.mjs": ESLINT_CONFIG}) as repo:
            result = repo.change({"b.js": "missing();\n"})
            self.assertEqual(result.code, 3)
            self.assertIn("expose: the checkout has no folder node_modules", repo.run_of(result)["reason"])
            self.assertIn("npm ci", repo.run_of(result)["reason"])

    def test_a_broken_configuration_of_the_change_is_an_error(self):
        with self.repo() as repo:
            result = self.commit_and_check(repo, {"eslint.config.mjs": self.BROKEN, "b.js": "missing();\n"})
            self.assertEqual(result.code, 3)
            self.assertIn("plugin eslint: ended with code 2: ", repo.run_of(result)["reason"])

    def test_mending_a_broken_configuration_passes(self):
        with self.repo() as repo:
            self.commit_and_check(repo, {"eslint.config.mjs": self.BROKEN})
            result = self.commit_and_check(repo, {"eslint.config.mjs": ESLINT_CONFIG, "a.js": self.OLD + "missing();\n"})
            self.assertEqual(repo.told(result), ["eslint/no-undef a.js:4"])
            self.assertEqual(repo.told(result, "existing"), ["eslint/eqeqeq a.js:2"])
            self.assertIn("before the change could not be looked at", " ".join(repo.run_of(result)["notes"]))


if __name__ == "__main__":
    unittest.main()
