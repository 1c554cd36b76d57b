"""The clang analyzer through the real binary, its worker and git."""
import json
import shutil
import subprocess
import unittest

from repo import GATE, Repo

C_LINE = "cc -Iinclude -c {0} -o {0}.o"


class ClangRepo(Repo):
    """A repository with a compilation database that is not tracked, as after a build."""

    def configure(self, *sources, flags=""):
        entries = [{"directory": str(self.path), "file": source, "command": C_LINE.format(source) + " " + flags}
                   for source in sources]
        self.write("build/compile_commands.json", json.dumps(entries))
        self.write(".git/info/exclude", "build/\n")

    def commit(self, files=None, message="change", remove=()):
        for name, text in (files or {}).items():
            self.write(name, text)
        for name in remove:
            (self.path / name).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def run_of_clang(self, result):
        return next(run for run in result.json["analyzers"] if run["name"] == "clang")


def rules(result, state="new"):
    return [f"{finding['rule']} {finding['path']}:{finding['line']}" for finding in result.findings(state)
            if finding["rule"].startswith("clang/")]


class Clang(unittest.TestCase):
    def test_a_new_error_blocks_and_old_warnings_do_not_count(self):
        with ClangRepo() as repo:
            repo.configure("a.c")
            repo.commit({"a.c": "int g(void) { int old; return 1; }\nint f(void) {\n  return 1;\n}\n"})
            repo.commit({"a.c": "int g(void) { int old; return 1; }\nint f(void) {\n  return missing;\n}\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(repo.run_of_clang(result)["state"], "ran", repo.run_of_clang(result))
            self.assertEqual(rules(result), ["clang/error a.c:3"])
            self.assertEqual(rules(result, "existing"), ["clang/unused-variable a.c:1"])
            self.assertEqual(result.code, 1)

    def test_a_clean_change_passes(self):
        with ClangRepo() as repo:
            repo.configure("a.c")
            repo.commit({"a.c": "int f(void) { return 1; }\n"})
            repo.commit({"a.c": "int f(void) { return 2; }\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual((result.code, rules(result)), (0, []))

    def test_a_header_breaks_a_unit_that_the_change_does_not_touch(self):
        with ClangRepo() as repo:
            repo.configure("a.c", "b.c")
            repo.commit({"include/h.h": "int f(int);\n", "a.c": '#include "h.h"\nint a(void) { return f(1); }\n', "b.c": "int b;\n"})
            repo.commit({"include/h.h": "int f(int, int);\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual([f"{f['rule']} {f['path']}:{f['line']}" for f in result.json["findings"]
                              if f["rule"].startswith("clang/")], ["clang/error a.c:2"])
            self.assertEqual(result.code, 1)

    def test_a_rename_brings_no_news(self):
        with ClangRepo() as repo:
            repo.configure("old.c", "new.c")
            body = "static void unused(void) {}\n" + "".join(f"int f{i}(void) {{ return {i}; }}\n" for i in range(20))
            repo.commit({"old.c": body})
            repo.commit({"new.c": body + "int more(void) { return 1; }\n"}, remove=["old.c"])
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual((rules(result), rules(result, "existing")), ([], ["clang/unused-function new.c:1"]))

    def test_another_checkout_does_not_disturb(self):
        with ClangRepo() as repo:
            repo.configure("a.c")
            repo.commit({"include/h.h": "#define N 1\n", "a.c": "int a;\n"})
            head = repo.commit({"a.c": '#include "h.h"\nint a[N];\n'})
            repo.commit({"include/h.h": "#error later\n"})
            self.assertEqual(rules(repo.check(f"{head}~1..{head}")), [])

    def test_uncommitted_work_is_compiled_as_it_stands(self):
        with ClangRepo() as repo:
            repo.configure("a.c", "new.c")
            repo.commit({"a.c": "int a;\n"})
            repo.write("new.c", '#include "new.h"\nint f(void) { return N }\n')
            repo.write("include/new.h", "#define N 1\n")
            self.assertEqual(rules(repo.check("--worktree")), ["clang/error new.c:2"])

    def test_gate_without_its_module_says_so(self):
        with ClangRepo() as repo:
            repo.configure("a.c")
            repo.commit({"a.c": "int a;\n"})
            repo.commit({"a.c": "int b;\n"})
            alone = repo.path.parent / "bin" / "gate"
            alone.parent.mkdir()
            shutil.copy(GATE, alone)
            done = subprocess.run([alone, "check", "HEAD~1..HEAD", "--report", "json"], cwd=repo.path, env=repo.env,
                                  capture_output=True, check=False, timeout=60)
            run = next(run for run in json.loads(done.stdout)["analyzers"] if run["name"] == "clang")
            self.assertEqual((done.returncode, run["state"]), (0, "not-checked"), run)
            self.assertIn("gate_clang.so", run["reason"])

    def test_code_that_only_the_grammar_misreads_does_not_block(self):
        with ClangRepo() as repo:
            repo.configure("a.c")
            macro = "#define BEGIN(name) int name(void) {\n#define END }\n"
            repo.commit({"a.c": macro})
            repo.commit({"a.c": macro + "BEGIN(f)\n  return 1;\nEND\nBEGIN(g) return 2; END\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(result.code, 0, result.out)

    def test_without_a_database_it_is_not_checked_and_says_how(self):
        with Repo() as repo:
            repo.commit({"a.c": "int a;\n"})
            repo.commit({"a.c": "int b;\n"})
            result = repo.check("HEAD~1..HEAD")
            run = next(run for run in result.json["analyzers"] if run["name"] == "clang")
            self.assertEqual(run["state"], "not-checked")
            self.assertIn("CMAKE_EXPORT_COMPILE_COMMANDS=ON", run["reason"])
            self.assertEqual(result.code, 0)

    def test_other_languages_do_not_concern_it(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            run = next(run for run in repo.check("HEAD~1..HEAD").json["analyzers"] if run["name"] == "clang")
            self.assertEqual(run["state"], "not-applicable")


if __name__ == "__main__":
    unittest.main()
