"""Getting started: init, config, explain, doctor, ledger, baseline, completion."""
import json
import subprocess
import unittest

from repo import Repo

LCOV = "SF:a.py\nDA:1,1\nend_of_record\n"


class Init(unittest.TestCase):
    def test_it_fits_the_repository_and_is_valid(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n", "b.cpp": "int f();\n", ".github/CODEOWNERS": "* @ann\n"})
            repo.write("build/lcov.info", LCOV)
            repo.write("build/compile_commands.json", "[]")
            self.assertEqual(repo.gate("init").code, 0)
            text = (repo.path / ".gate.yml").read_text()
            for word in ("Python (1)", "build/lcov.info", "build/compile_commands.json", "owners: true"):
                self.assertIn(word, text)
            self.assertEqual(repo.gate("config", "verify").code, 0)
            self.assertEqual(repo.gate("init").code, 2)  # never overwrites
            self.assertEqual(repo.gate("init", "--force").code, 0)

    def test_a_hook_manager_that_is_there_is_named(self):
        for file, words in (("lefthook.yml", "add gate to lefthook.yml"), (".pre-commit-config.yaml", "add gate to .pre-commit"),
                            ("other.yml", "gate hook install")):
            with self.subTest(file), Repo() as repo:
                repo.commit({"a.py": "a = 1\n", file: "a: 1\n"})
                self.assertIn(words, repo.gate("init").out)

    def test_an_empty_repository_gets_one_too(self):
        with Repo() as repo:
            self.assertEqual(repo.gate("init").code, 0)
            self.assertEqual(repo.gate("config", "verify").code, 0)


class Config(unittest.TestCase):
    def test_errors_have_line_column_and_the_nearest_key(self):
        with Repo() as repo:
            repo.write(".gate.yml", "version: 1\npolicies:\n  findngs: { block: high }\n")
            result = repo.gate("config", "verify")
            self.assertEqual(result.code, 2)
            self.assertIn(".gate.yml:3:3", result.err)
            self.assertIn("findings", result.err)

    def test_what_is_shown_is_valid(self):
        with Repo() as repo:
            shown = repo.gate("config", "show")
            self.assertEqual(shown.code, 0, shown.err)
            repo.write("shown.yml", shown.out)
            self.assertEqual(repo.gate("config", "verify", "shown.yml").code, 0)

    def test_the_schema_is_json(self):
        with Repo() as repo:
            self.assertIn("policies", json.loads(repo.gate("config", "schema").out)["properties"])


class Explain(unittest.TestCase):
    def test_every_name_that_is_listed_has_a_page(self):
        with Repo() as repo:
            listed = repo.gate("explain").out
            names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
            self.assertGreater(len(names), 10)
            for name in names:
                page = repo.gate("explain", name)
                self.assertEqual(page.code, 0, name)
                self.assertGreater(len(page.out), 80, name)

    def test_a_near_miss_is_helped(self):
        with Repo() as repo:
            result = repo.gate("explain", "syntx")
            self.assertEqual(result.code, 2)
            self.assertIn("syntax", result.err)


class Doctor(unittest.TestCase):
    def test_it_says_what_will_not_be_checked_and_the_fix(self):
        with Repo() as repo:
            repo.commit({"a.cpp": "int f();\n"})
            result = repo.gate("doctor")
            self.assertEqual(result.code, 0, result.out + result.err)
            self.assertIn("CMAKE_EXPORT_COMPILE_COMMANDS", result.out)

    def test_it_says_which_token_a_pipeline_lacks(self):
        pipeline = {"CI": "true", "GITLAB_CI": "true", "CI_PROJECT_ID": "4", "CI_MERGE_REQUEST_IID": "7", "CI_JOB_TOKEN": "j"}
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            lacking = repo.gate("doctor", env=pipeline)
            self.assertIn("GITLAB_TOKEN", lacking.out)
            self.assertIn("project 4 !7", repo.gate("doctor", env={**pipeline, "GITLAB_TOKEN": "g"}).out)
            self.assertIn("decided there", repo.gate("doctor").out)


class Ledger(unittest.TestCase):
    def test_verdicts_are_kept_shown_exported_and_pruned(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = (\n"})
            kept = repo.check("HEAD~1..HEAD").json["ledger_id"]
            self.assertIn(kept, repo.gate("ledger", "list").out)
            shown = json.loads(repo.gate("ledger", "show", kept).out)
            self.assertIn("a.py", json.dumps(shown))
            exported = repo.gate("ledger", "export").out.splitlines()
            self.assertEqual(len(exported), 1)
            json.loads(exported[0])
            self.assertEqual(repo.gate("ledger", "prune", "--keep", "nonsense").code, 2)
            self.assertEqual(repo.gate("ledger", "prune", "--keep", "90d").code, 0)
            self.assertIn(kept, repo.gate("ledger", "list").out)
            self.assertEqual(repo.gate("ledger", "prune", "--keep", "0h").code, 0)

    def test_none_is_legal_and_said(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = 1\n"})
            repo.commit({"a.py": "a = 2\n"})
            result = repo.gate("check", "HEAD~1..HEAD", "--ledger", "none")
            self.assertEqual(result.code, 0)
            self.assertIn("not recorded", result.out)


class Baseline(unittest.TestCase):
    def test_accepted_findings_do_not_block_and_mended_ones_are_dropped(self):
        with Repo() as repo:
            repo.commit({"a.py": "a = (\n", "b.py": "b = 1\n"})
            self.assertEqual(repo.gate("baseline", "create").code, 0)
            text = (repo.path / ".gate/baseline.json").read_text()
            self.assertIn("a.py", text)
            repo.commit(message="accept")
            # Moved to another branch without history of the finding, it is still accepted.
            repo.commit({"a.py": "a = (\n\n"})
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 0)
            repo.commit({"a.py": "a = 1\n"})
            updated = repo.gate("baseline", "update")
            self.assertEqual(updated.code, 0, updated.err)
            self.assertNotIn("a.py", (repo.path / ".gate/baseline.json").read_text())


    def test_a_copy_of_an_accepted_finding_is_new(self):
        with Repo() as repo:
            wrong = "int %s(void) {\n  return 1\n}\n"
            repo.commit({"a.c": wrong % "f"})
            self.assertEqual(repo.gate("baseline", "create").code, 0)
            repo.commit(message="accept")
            repo.commit({"a.c": wrong % "f" + wrong % "g"})
            self.assertEqual(repo.check("HEAD~1..HEAD").code, 1)


class Completion(unittest.TestCase):
    def test_bash_completes_commands_and_options(self):
        with Repo() as repo:
            script = repo.gate("completion", "bash").out
            ask = script + "\nCOMP_WORDS=(gate ledger l); COMP_CWORD=2; _gate; echo \"${COMPREPLY[@]}\""
            done = subprocess.run(["bash", "-c", ask], capture_output=True, check=True)
            self.assertEqual(done.stdout.decode().strip(), "list")


if __name__ == "__main__":
    unittest.main()
