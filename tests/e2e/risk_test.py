"""`gate risk`: the index, scores, models and audits of real repositories, by the real binary."""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from repo import GATE, ROOT, Repo

AUTHORS = [("Ann", "ann@example.com"), ("Bo", "bo@example.com"), ("Cy", "cy@example.com")]


def file_text(number, wrong):
    lines = [f"int f{number}_{i}(int x) {{ return x + {i}; }}" for i in range(20)]
    if wrong is not None:
        lines[7] = f"int f{number}_7(int x) {{ return x / {wrong}; }}"
    return "\n".join(lines) + "\n"


def past(commits):
    """fast-import stream: every third commit breaks line 8 of a file by a large change, the next mends it."""
    out, broken = [], None
    for i in range(commits):
        name, mail = AUTHORS[i % 3 if i % 7 else 0]
        files = {}
        if broken is not None:
            message = f"Fix division by zero in f{broken}"
            files[f"src/f{broken}.c"] = file_text(broken, None) + f"// {i}\n"
            broken = None
        elif i % 3 == 0:
            broken = i % 5
            message = f"Rework f{broken}"
            files[f"src/f{broken}.c"] = file_text(broken, i + 1) + "int more;\n" * 30
            files[f"lib/g{i % 4}.c"] = f"int g = {i};\n" * 12
        else:
            message = f"Describe step {i}"
            files["docs/steps.md"] = f"step {i}\n"
        out.append(f"commit refs/heads/main\nauthor {name} <{mail}> {1600000000 + 50000 * i} +0100\n"
                   f"committer {name} <{mail}> {1600000000 + 50000 * i} +0100\n"
                   f"data {len(message)}\n{message}\n")
        for path, data in files.items():
            out.append(f"M 100644 inline {path}\ndata {len(data)}\n{data}\n")
    return "".join(out)


class Aged(Repo):
    def __init__(self, commits):
        super().__init__()
        self.git("fast-import", "--quiet", input=past(commits).encode())
        self.git("reset", "-q", "--hard", "main")

    def rows(self, *arguments, **more):
        done = self.gate("risk", "history", *arguments, **more)
        if done.code != 0:
            raise AssertionError(done.err)
        return list(csv.DictReader(io.StringIO(done.out)))


class Show(unittest.TestCase):
    def test_a_commit_has_a_probability_with_reasons_that_add_up(self):
        with Aged(120) as repo:
            done = repo.gate("risk", "show", "--format", "json")
            self.assertEqual(done.code, 0, done.err)
            risk = done.json["risk"]
            self.assertTrue(0 < risk["probability"] < 1)
            self.assertEqual(risk["commits"], 119)
            self.assertAlmostEqual(risk["base"] + sum(reason["amount"] for reason in risk["reasons"]),
                                   risk["probability"], places=6)
            self.assertTrue(risk["files"])
            text = repo.gate("risk", "show").out
            self.assertIn("probability 0.", text)
            self.assertIn("Why", text)

    def test_a_short_history_says_so(self):
        with Aged(10) as repo:
            done = repo.gate("risk", "show")
            self.assertEqual(done.code, 3)
            self.assertIn("only 9 earlier changes are known", done.err)

    def test_a_shallow_clone_says_what_to_add(self):
        with Aged(60) as repo:
            clone = repo.path.parent / "clone"
            subprocess.run(["git", "clone", "-q", "--depth", "5", f"file://{repo.path}", clone], check=True, env=repo.env)
            done = repo.gate("risk", "show", cwd=clone)
            self.assertEqual(done.code, 3)
            self.assertIn("fetch-depth: 0", done.err)
            # The index of a full clone serves: restored, the shallow one needs no more.
            repo.gate("risk", "index")
            os.makedirs(clone / ".git/gate", exist_ok=True)
            for name in os.listdir(repo.path / ".git/gate"):
                shutil.copy(repo.path / ".git/gate" / name, clone / ".git/gate" / name)
            again = repo.gate("risk", "show", "--format", "json", cwd=clone)
            self.assertEqual(again.code, 0, again.err)
            self.assertEqual(again.json, repo.gate("risk", "show", "--format", "json").json)

    def test_missing_contents_are_unknown(self):
        with Aged(60) as repo:
            repo.git("config", "uploadpack.allowFilter", "true")
            clone = repo.path.parent / "clone"
            subprocess.run(["git", "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repo.path}", clone],
                           check=True, env=repo.env)
            done = repo.gate("risk", "index", cwd=clone)
            self.assertEqual(done.code, 0, done.err)
            rows = list(csv.DictReader(io.StringIO(repo.gate("risk", "history", "--global-only", cwd=clone).out)))
            self.assertEqual(len(rows), 60)
            self.assertEqual(rows[30]["lines_added"], "")
            self.assertNotEqual(rows[30]["prior_changes"], "")


class History(unittest.TestCase):
    def test_a_row_for_each_change_the_same_on_any_number_of_threads(self):
        with Aged(130) as repo:
            rows = repo.rows()
            self.assertEqual([row["commit"] for row in rows], repo.git("rev-list", "--reverse", "HEAD").split())
            for row in rows:
                self.assertTrue(0 < float(row["probability"]) < 1)
            self.assertEqual(rows[50]["percentile"], "")
            self.assertTrue(0 <= float(rows[-1]["percentile"]) <= 100)
            numstat = repo.git("log", "--numstat", "--format=", "-1", rows[45]["commit"]).split()
            self.assertEqual(int(rows[45]["lines_added"]), sum(int(n) for n in numstat[0::3]))
            first = repo.gate("risk", "history").out
            shutil.rmtree(repo.path / ".git/gate")
            self.assertEqual(repo.gate("risk", "history", env={"GATE_THREADS": "1"}).out, first)

    def test_commits_that_a_branch_lost_do_not_count(self):
        with Aged(60) as repo:
            repo.commit({"src/f1.c": "int lost;\n"}, "lost")
            self.assertEqual(len(repo.rows("--global-only")), 61)
            repo.git("reset", "-q", "--hard", "HEAD~11")
            kept = repo.rows("--global-only")
            self.assertEqual(len(kept), 50)
            shutil.rmtree(repo.path / ".git/gate")
            self.assertEqual(repo.rows("--global-only"), kept)

    def test_no_name_is_in_the_index(self):
        with Aged(40) as repo:
            repo.gate("risk", "index")
            for path in pathlib.Path(repo.path / ".git/gate").iterdir():
                data = path.read_bytes()
                for name, mail in AUTHORS:
                    self.assertNotIn(mail.encode(), data)
                    self.assertNotIn(name.encode() + b" ", data)


@unittest.skipUnless(any(pathlib.Path(folder, "libxgboost.so.0").exists()
                         for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib")),
                     "libxgboost is not installed")
class Training(unittest.TestCase):
    def test_an_own_model_is_learnt_evaluated_and_used_once_it_is_committed(self):
        with Aged(400) as repo:
            trained = repo.gate("risk", "train")
            self.assertEqual(trained.code, 0, trained.err)
            model = repo.path / ".gate/risk.model"
            bytes_of_first = model.read_bytes()
            repo.gate("risk", "train")
            self.assertEqual(model.read_bytes(), bytes_of_first)
            before = repo.gate("risk", "show", "--format", "json").json["risk"]
            self.assertNotIn("own", before["model"])
            repo.commit(message="Add the model")
            repo.commit({"src/f9.c": file_text(9, 3)}, "Rework f9")
            after = repo.gate("risk", "show", "--format", "json").json["risk"]
            self.assertIn("own", after["model"])
            self.assertGreater(after["labels"], 300)
            evaluated = repo.gate("risk", "evaluate", "--format", "json", "--plot", "risk.svg", "HEAD~2")
            self.assertEqual(evaluated.code, 0, evaluated.err)
            names = [line["name"] for line in evaluated.json["models"]]
            self.assertEqual(names[0], "gate")
            self.assertIn("lines added alone", names)
            self.assertIn("<svg", (repo.path / "risk.svg").read_text())

    def test_a_broken_model_is_an_error_that_names_it(self):
        with Aged(60) as repo:
            repo.commit({".gate/risk.model": "gate-risk-model 1\nnonsense\n"}, "Break the model")
            repo.commit({"a.c": "int a;\n"})
            done = repo.gate("risk", "show")
            self.assertEqual(done.code, 3)
            self.assertIn(".gate/risk.model", done.err)


class Incidents(unittest.TestCase):
    def test_a_report_names_the_incidents_of_its_files(self):
        with Aged(60) as repo:
            repo.gate("incident", "add", "--commit", "HEAD~3", "--severity", "high", "--note", "checkout was down",
                      "--path", "src/f1.c", "--since", "2026-03-02")
            repo.commit(message="Record the incident")
            repo.commit({"src/f1.c": file_text(1, 9)}, "Rework f1")
            done = repo.gate("risk", "show")
            self.assertIn("`src/f1.c` was part of 1 incident", done.out)
            self.assertIn("2026-03-02", done.out)


if __name__ == "__main__":
    unittest.main()
