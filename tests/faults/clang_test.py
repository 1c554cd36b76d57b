"""Misfortune in the clang worker: hostile commands and sources, workers that hang or die."""
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from clang_test import ClangRepo, rules  # noqa: E402

# A module that answers nothing: `BODY` is what it does instead.
MODULE = """
#include <signal.h>
#include <stddef.h>
#include <unistd.h>
const char* gate_module_version(void) { return "%s"; }
const char* gate_module_answer(const char* request, size_t size) { (void)request; (void)size; %s return 0; }
"""


def changed(repo, after, before="int a;\n"):
    repo.configure("a.c", "b.c")
    repo.commit({"a.c": before, "b.c": "int b;\n"})
    repo.commit({"a.c": after, "b.c": "int b2(void) { return nothing; }\n"})


class HostileCommands(unittest.TestCase):
    def test_nothing_in_the_database_loads_code(self):
        with ClangRepo() as repo:
            witness = repo.path / "loaded"
            source = repo.path / "evil.c"
            source.write_text('#include <stdio.h>\n__attribute__((constructor)) static void run(void) {'
                              f' FILE* file = fopen("{witness}", "w"); if (file) fclose(file); }}\n')
            subprocess.run(["cc", "-shared", "-fPIC", "-o", repo.path / "evil.so", source], check=True)
            source.unlink()
            library = repo.path / "evil.so"
            (repo.path / "flags").write_text(f"-fplugin={library}\n")
            repo.configure("a.c", flags=f"-fplugin={library} -Xclang -load -Xclang {library} -fpass-plugin={library} "
                                        f"-mllvm -load={library} @{repo.path}/flags -Wp,-fplugin={library} -load {library}")
            repo.commit({"a.c": "int a;\n"})
            repo.commit({"a.c": "int a(void) { return none; }\n"})
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual(rules(result), ["clang/error a.c:1"])
            self.assertFalse(witness.exists())

    def test_a_source_cannot_read_what_lies_outside(self):
        with ClangRepo() as repo:
            outside = repo.path.parent / "secret.h"
            outside.write_text("hunter2 is the password\n")
            (repo.path / "link.inc").symlink_to(outside)
            changed(repo, f'#include "{outside}"\n')
            for text in (f'#include "{outside}"\n', '#include "../secret.h"\n', '#include "link.inc"\n', '#include ".git/config"\n'):
                repo.commit({"a.c": text})
                result = repo.check("HEAD~1..HEAD")
                self.assertNotIn("hunter2", result.out + result.err)
                self.assertNotIn("repositoryformatversion", result.out + result.err)

    def test_a_database_that_is_no_database(self):
        for text in ("", "[", "{}", "[{]", '[{"directory": 1, "file": [], "arguments": 5}]', "\0" * 100, "[" * 100_000):
            with self.subTest(text[:20]), ClangRepo() as repo:
                changed(repo, "int c;\n")
                repo.write("build/compile_commands.json", text)
                self.assertIn(repo.check("HEAD~1..HEAD").code, (0, 1, 3))


class Workers(unittest.TestCase):
    def module(self, repo, body):
        version = repo.gate("--version").out.split()[-1]
        source = repo.path.parent / "module.c"
        source.write_text(MODULE % (version, body))
        path = repo.path.parent / "gate_clang.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", path, source], check=True)
        return {"GATE_CLANG_MODULE": str(path)}

    def test_one_that_dies_is_an_error_that_names_its_unit(self):
        with ClangRepo() as repo:
            changed(repo, "int c;\n")
            result = repo.check("HEAD~1..HEAD", env=self.module(repo, "signal(SIGSEGV, SIG_DFL); raise(SIGSEGV);"))
            run = repo.run_of_clang(result)
            self.assertEqual((run["state"], result.code), ("error", 3))
            self.assertIn("a.c", run["reason"])
            self.assertIn("SIGSEGV", run["reason"])

    def test_one_that_hangs_is_ended_and_the_rest_stands(self):
        with ClangRepo() as repo:
            repo.write(".gate.yml", "version: 1\nlimits: { timeout: 3s }\n")
            changed(repo, "int c;\n")
            repo.commit({"x.py": "x = (\n", "a.c": "int d;\n"})
            started = time.monotonic()
            result = repo.check("HEAD~1..HEAD", env=self.module(repo, "for (;;) pause();"), timeout=60)
            self.assertLess(time.monotonic() - started, 30)
            self.assertEqual(repo.run_of_clang(result)["state"], "error")
            self.assertIn("x.py", [finding["path"] for finding in result.findings()])
            self.assertEqual(result.code, 1)
            left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
            self.assertNotIn(f"{repo.path.parent}/gate", left)

    def test_one_of_another_version_is_refused(self):
        with ClangRepo() as repo:
            changed(repo, "int c;\n")
            env = self.module(repo, "")
            source = repo.path.parent / "module.c"
            source.write_text(MODULE % ("0.0.0-other", ""))
            subprocess.run(["cc", "-shared", "-fPIC", "-o", env["GATE_CLANG_MODULE"], source], check=True)
            result = repo.check("HEAD~1..HEAD", env=env)
            self.assertIn("0.0.0-other", repo.run_of_clang(result)["reason"])
            self.assertEqual(result.code, 3)

    def test_sources_that_exhaust_the_compiler(self):
        bomb = "#define A0 x\n" + "".join(f"#define A{i} A{i-1} A{i-1}\n" for i in range(1, 61)) + "int y = A60;\n"
        hostile = {
            "macros": bomb,
            "nesting": "int f(void) { return " + "(" * 100_000 + "1" + ")" * 100_000 + "; }\n",
            "unary": "int f(int x) { return " + "- " * 200_000 + "x; }\n",
            "includes itself": '#include "a.c"\n',
            "long line": "int x = 0" + " + 1" * 300_000 + ";\n",
        }
        for name, text in hostile.items():
            with self.subTest(name), ClangRepo() as repo:
                repo.write(".gate.yml", "version: 1\nlimits: { timeout: 10s, worker_memory: 1GiB }\n")
                changed(repo, text)
                started = time.monotonic()
                result = repo.check("HEAD~1..HEAD", timeout=120)
                self.assertLess(time.monotonic() - started, 60)
                self.assertEqual(result.code, 1, result.out)
                self.assertIn("clang/error b.c:1", rules(result))


if __name__ == "__main__":
    if shutil.which("cc") is None:
        print("no C compiler to build test modules with")
        sys.exit(77)
    os.umask(0o022)
    unittest.main()
