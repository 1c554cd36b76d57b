"""Plugins through the real binary: the protocol, trust, limits, policies, and the examples of plugins/."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from repo import ROOT, Repo

EXAMPLES = ROOT / "plugins"
VALIDATE = ROOT / "tests" / "schemas" / "validate.mjs"

# A plugin that answers as the test says; `result(request)` makes the members of a result.
SPEAKER = '''
import json, sys
def result(request):
    return {"findings": [{"rule": "bad", "side": side, "path": file["path"], "line": number, "message": "it is bad"}
                         for file in request["files"] for side in ("before", "after")
                         for number, line in enumerate((file[side] or "").split("\\n"), 1) if "bad" in line]}
def hello(request):
    return {"name": "x", "version": "7", "rules": [{"id": "bad", "summary": "Bad words", "severity": "high",
            "help": "Write better ones.", "uri": "https://example.com/bad"}]}
%s
for line in sys.stdin:
    request = json.loads(line)
    if request["type"] == "hello":
        print(json.dumps({"type": "hello", "protocol": 1, **hello(request)}), flush=True)
    else:
        print(json.dumps({"type": "result", "id": request["id"], **result(request)}), flush=True)
'''


class PluginRepo(Repo):
    def configure(self, script="", name="x", more=None, **keys):
        """The files of a repository with one plugin, to be committed."""
        plugin = {"name": name, "folder": f".gate/plugins/{name}", "run": ["python3", "{plugin}/plugin.py"], **keys}
        # JSON is YAML.
        return {".gate.yml": json.dumps({"version": 1, "plugins": [plugin], **(more or {})}),
                f".gate/plugins/{name}/plugin.py": SPEAKER % script}

    def run_of(self, result, name="x"):
        return next(run for run in result.json["analyzers"] if run["name"] == name)

    def change(self, files, **more):
        self.commit(files)
        return self.check("HEAD~1..HEAD", **more)


def rules(result, state="new"):
    return [f"{finding['rule']} {finding['path']}:{finding['line']}" for finding in result.findings(state)
            if not finding["rule"].startswith("gate/")]


class Protocol(unittest.TestCase):
    def test_only_new_findings_count(self):
        with PluginRepo() as repo:
            repo.commit({**repo.configure(), "a.txt": "bad\nfine\n"})
            result = repo.change({"a.txt": "first\nbad\nfine\nbad\n"})
            self.assertEqual(repo.run_of(result)["state"], "ran", repo.run_of(result))
            self.assertEqual(repo.run_of(result)["version"], "7")
            self.assertEqual(rules(result), ["x/bad a.txt:4"])
            self.assertEqual(rules(result, "existing"), ["x/bad a.txt:2"])
            self.assertEqual(result.code, 1)
            sarif = repo.gate("check", "HEAD~1..HEAD", "--report", "sarif").json
            rule = next(rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "x/bad")
            self.assertEqual((rule["shortDescription"]["text"], rule["helpUri"]), ("Bad words", "https://example.com/bad"))

    def test_what_the_plugin_is_sent_is_by_the_schema(self):
        log = '''
def result(request):
    return {"findings": [], "logs": [{"message": json.dumps(request)}]}
'''
        with PluginRepo() as repo, tempfile.TemporaryDirectory() as folder:
            repo.commit({**repo.configure(log, options={"a": [1]}), "a.txt": "one\ntwo\n", "old.txt": "1\n2\n3\n4\n"})
            repo.git("mv", "old.txt", "new.txt")
            result = repo.change({"a.txt": "one\n2\n", "b.txt": b"\xff\n", "c.bin": b"\0\1"})
            note = next(note for note in repo.run_of(result)["notes"] if note.startswith("info: "))
            request = json.loads(note.removeprefix("info: "))
            self.assertEqual([file["path"] for file in request["files"]], ["a.txt", "b.txt", "new.txt"])
            a, b, renamed = request["files"]
            self.assertEqual((a["before"], a["after"], a["added"], a["removed"]),
                             ("one\ntwo\n", "one\n2\n", [[2, 2]], [[2, 2]]))
            self.assertEqual((b["before"], b["after"]), (None, {"base64": "/wo="}))
            self.assertEqual((renamed["old_path"], renamed["status"]), ("old.txt", "renamed"))
            self.validate(folder, request)

    def validate(self, folder, *messages):
        files = []
        for number, message in enumerate(messages):
            files.append(pathlib.Path(folder) / f"{number}.json")
            files[-1].write_text(json.dumps(message))
        try:
            done = subprocess.run(["node", VALIDATE, EXAMPLES / "protocol.schema.json", *files], capture_output=True,
                                  text=True, check=False)
        except FileNotFoundError:
            self.skipTest("node is not installed")
        if done.returncode == 77:
            self.skipTest(done.stderr.strip())
        self.assertEqual(done.returncode, 0, done.stderr[:3000])

    def test_the_schema_knows_right_from_wrong(self):
        finding = {"rule": "a", "path": "b", "message": "c"}
        with tempfile.TemporaryDirectory() as folder:
            self.validate(folder, {"type": "result", "id": 1, "findings": [finding]})
            for wrong in ({**finding, "serverity": "low"}, {**finding, "rule": "a/b"}, {"rule": "a", "path": "b"}):
                with self.assertRaises(AssertionError):
                    self.validate(folder, {"type": "result", "id": 1, "findings": [wrong]})

    def test_answers_of_the_examples_are_by_the_schema(self):
        commands = {"python": ["python3", EXAMPLES / "python" / "plugin.py"],
                    "typescript": ["node", EXAMPLES / "typescript" / "plugin.js"]}
        for language, command in commands.items():
            with self.subTest(language), tempfile.TemporaryDirectory() as folder:
                if not shutil.which(command[0]):
                    self.skipTest(f"{command[0]} is not installed")
                files = []
                case = EXAMPLES / language / "tests" / "added"
                for path in sorted((case / "after").rglob("*.*")):
                    name = path.relative_to(case / "after").as_posix()
                    before = case / "before" / name
                    files.append({"path": name, "old_path": name, "status": "modified", "added": [[1, 2]], "removed": [],
                                  "before": before.read_text() if before.exists() else None,
                                  "after": path.read_text()})
                requests = [{"type": "hello", "protocol": 1, "gate": "0", "options": {}},
                            {"type": "analyze", "id": 1, "files": files}]
                done = subprocess.run(command, input="".join(json.dumps(each) + "\n" for each in requests),
                                      capture_output=True, text=True, check=True)
                answers = [json.loads(line) for line in done.stdout.splitlines()]
                self.assertEqual([each["type"] for each in answers], ["hello", "result"])
                self.assertGreater(len(answers[1]["findings"]), 1)
                self.validate(folder, *requests, *answers)

    def test_sides_after_counts_changed_lines_alone(self):
        with PluginRepo() as repo:
            repo.commit({**repo.configure(sides="after"), "a.txt": "bad\nfine\n"})
            result = repo.change({"a.txt": "bad\nfine\nbad\n"})
            self.assertEqual(rules(result), ["x/bad a.txt:3"])
            self.assertIn("after the change alone", " ".join(repo.run_of(result)["notes"]))

    def test_many_files_are_all_looked_at(self):
        with PluginRepo() as repo:
            repo.commit(repo.configure("import time\nold = result\ndef result(r):\n    time.sleep(0.05)\n    return old(r)\n"))
            result = repo.change({f"f{number:03}.txt": "bad\n" for number in range(200)})
            self.assertEqual(repo.run_of(result)["files"], 200)
            self.assertEqual(rules(result), [f"x/bad f{number:03}.txt:1" for number in range(200)])

    def test_paths_that_do_not_concern_it(self):
        with PluginRepo() as repo:
            repo.commit(repo.configure("sys.exit(9)", paths=["*.sql"]))
            run = repo.run_of(repo.change({"a.txt": "bad\n"}))
            self.assertEqual(run["state"], "not-applicable", run)


class Faults(unittest.TestCase):
    """Whatever a plugin does wrong is a ruling `error` that names it; the rest of the verdict stands."""

    def broken(self, script, words, **keys):
        with PluginRepo() as repo:
            repo.commit({**repo.configure(script, **keys), "a.json": "{}\n"})
            result = repo.change({"a.json": '{"a": 1 "b": 2}\n'})
            self.assertEqual(repo.run_of(result)["state"], "error", result.out)
            self.assertIn("plugin x", repo.run_of(result)["reason"])
            self.assertRegex(repo.run_of(result)["reason"], words)
            self.assertEqual(result.ruling("completeness")["status"], "error")
            self.assertEqual(rules(result)[0].split("/")[0], "syntax")
            self.assertEqual(result.code, 1, "the finding still blocks")

    def result(self, expression):
        return f"def result(request): return {expression}\n"

    def test_unknown_path(self):
        self.broken(self.result('{"findings": [{"rule": "r", "path": "../etc/passwd", "message": "m"}]}'),
                    r"findings\[0\]\.path must be of a file of the request")

    def test_line_beyond_the_file(self):
        self.broken(self.result('{"findings": [{"rule": "r", "path": "a.json", "line": 77, "message": "m"}]}'),
                    r"findings\[0\]\.line must be an integer from 0 to 2, not 77")

    def test_rule_that_is_no_name(self):
        self.broken(self.result('{"findings": [{"rule": "../r", "path": "a.json", "message": "m"}]}'), r"rule must be a name")

    def test_misspelt_member(self):
        self.broken(self.result('{"findings": [{"rule": "r", "path": "a.json", "message": "m", "sevrity": "low"}]}'),
                    r"findings\[0\]\.sevrity is unknown")

    def test_wrong_id(self):
        self.broken(self.result('{"findings": [], "id": 99}'), "id must be 1, not 99")

    def test_unknown_type(self):
        self.broken(self.result('{"findings": [], "type": "verdict"}'), "type must be")

    def test_other_protocol(self):
        self.broken('def hello(request): return {"name": "x", "version": "1", "protocol": 2}', "protocol must be 1, not 2")

    def test_no_json(self):
        self.broken('def result(request):\n    print("oops")\n    return {"findings": []}', "JSON|protocol")

    def test_dies(self):
        self.broken('def result(request): sys.exit("no licence")', "no licence")

    def test_answers_twice(self):
        self.broken('def result(request):\n    print(json.dumps({"type": "result", "id": request["id"], "findings": []}))\n'
                    '    return {"findings": []}', "asked|twice|more|unexpected")

    def test_hangs(self):
        self.broken("import time\ndef result(request): time.sleep(60)", "did not answer within", timeout="1s")

    def test_not_there(self):
        with PluginRepo() as repo:
            repo.commit(repo.configure(run=["no-such-program-anywhere"]))
            result = repo.change({"a.txt": "bad\n"})
            self.assertEqual(repo.run_of(result)["state"], "error")
            self.assertIn("no-such-program-anywhere", repo.run_of(result)["reason"])
            self.assertEqual(result.code, 3)

    def test_nothing_hostile_reaches_a_terminal(self):
        with PluginRepo() as repo:
            repo.commit(repo.configure(self.result(
                '{"findings": [{"rule": "r", "path": "a.txt", "message": "\\x1b[31m\\n::error::red\\u202e"}]}')))
            repo.commit({"a.txt": "x\n"})
            text = repo.gate("check", "HEAD~1..HEAD").out
            self.assertIn(r"\x1B[31m", text)
            self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")


class Hook(unittest.TestCase):
    """Before a push there is little time: what is left out is said, and decided in the pipeline."""

    def push(self, **keys):
        with PluginRepo() as repo:
            remote = repo.path.parent / "remote.git"
            repo.git("init", "-q", "--bare", "-b", "main", str(remote))
            repo.commit({**repo.configure(more={"hook": {"budget": "1s"}}, **keys), "a.txt": "fine\n"})
            repo.git("remote", "add", "origin", str(remote))
            repo.git("push", "-q", "-u", "origin", "main")
            repo.git("remote", "set-head", "origin", "main")
            self.assertEqual(repo.gate("hook", "install").code, 0)
            repo.commit({"a.txt": "bad\n"})
            done = subprocess.run(["git", "push", "origin", "main"], cwd=repo.path, env=repo.env, capture_output=True,
                                  text=True, check=False, timeout=60)
            return done.returncode, done.stdout + done.stderr

    def test_a_slow_plugin_is_not_checked(self):
        code, text = self.push(script="import time\ndef result(request): time.sleep(60)")
        self.assertEqual(code, 0, text)
        self.assertRegex(text, r"x.*not.checked|not.checked.*x")

    def test_a_slow_policy_is_decided_in_the_pipeline(self):
        code, text = self.push(script="import time; time.sleep(60)", input="facts")
        self.assertEqual(code, 0, text)


class Trust(unittest.TestCase):
    def test_a_new_plugin_is_not_run(self):
        with PluginRepo() as repo:
            repo.commit({"a.txt": "fine\n"})
            result = repo.change({**repo.configure(), "a.txt": "bad\n"})
            run = repo.run_of(result)
            self.assertEqual((run["state"], rules(result)), ("not-checked", []))
            self.assertIn("new in this change", run["reason"])
            self.assertIn("gate/policy-edited", [finding["rule"] for finding in result.findings()])

    def test_a_required_plugin_that_is_new_is_an_error(self):
        with PluginRepo() as repo:
            repo.commit({"a.txt": "fine\n"})
            result = repo.change({**repo.configure(more={"required": ["x"]}), "a.txt": "bad\n"})
            self.assertEqual(result.ruling("completeness")["status"], "error", result.out)
            self.assertEqual(result.code, 3)

    def test_an_edited_plugin_runs_as_the_target_has_it(self):
        with PluginRepo() as repo:
            files = repo.configure()
            repo.commit({**files, "a.txt": "fine\n"})
            tamed = SPEAKER % 'def result(request): return {"findings": []}'
            result = repo.change({".gate/plugins/x/plugin.py": tamed, "a.txt": "bad\n"})
            self.assertIn("x/bad a.txt:1", rules(result))
            self.assertEqual(result.code, 1)
            self.assertIn(".gate/plugins/x/plugin.py", [finding["path"] for finding in result.findings()
                                                        if finding["rule"] == "gate/policy-edited"])

    def test_an_edit_is_shown_wherever_the_folder_lies(self):
        with PluginRepo() as repo:
            repo.commit({**repo.configure(folder="tools/lint"), "tools/lint/plugin.py": SPEAKER % ""})
            result = repo.change({"tools/lint/plugin.py": "raise SystemExit(1)\n"})
            self.assertEqual(repo.run_of(result)["state"], "ran")
            self.assertEqual([finding["path"] for finding in result.findings()
                              if finding["rule"] == "gate/policy-edited"], ["tools/lint/plugin.py"])

    def test_a_plugin_that_is_declared_otherwise_runs_as_the_target_has_it(self):
        with PluginRepo() as repo:
            repo.commit({**repo.configure(more={"required": ["x"]}), "a.txt": "fine\n"})
            result = repo.change({**repo.configure(more={"required": ["x"]}, paths=["none"]), "a.txt": "bad\n"})
            self.assertEqual(rules(result), ["x/bad a.txt:1"])
            self.assertIn("as the target has it", " ".join(repo.run_of(result)["notes"]))
            self.assertEqual([run["name"] for run in result.json["analyzers"]].count("x"), 1)
            self.assertEqual(result.ruling("completeness")["status"], "pass")

    def test_a_new_policy_is_not_consulted_and_said(self):
        with PluginRepo() as repo:
            repo.commit({"a.txt": "fine\n"})
            repo.commit(repo.configure(input="facts"))
            verdict = repo.gate("check", "HEAD~1..HEAD", "--verbose").out
            self.assertIn("policy plugin x is new or other in this change", verdict)

    def test_excluded_files_are_not_handed_over(self):
        with PluginRepo() as repo:
            repo.commit(repo.configure(more={"paths": {"exclude": ["vendor/**"]}}))
            result = repo.change({"vendor/a.txt": "bad\n", "b.txt": "bad\n"})
            self.assertEqual((rules(result), repo.run_of(result)["files"]), (["x/bad b.txt:1"], 1))

    def test_a_plugin_that_the_change_removes_still_runs(self):
        with PluginRepo() as repo:
            repo.commit({**repo.configure(), "a.txt": "fine\n"})
            (repo.path / ".gate/plugins/x/plugin.py").unlink()
            result = repo.change({".gate.yml": "version: 1\n", "a.txt": "bad\n"})
            self.assertIn("x/bad a.txt:1", rules(result))
            self.assertEqual(result.code, 1)

    def test_a_pinned_program_that_changed_is_refused(self):
        with PluginRepo() as repo, tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "tool"
            program.write_text("#!/usr/bin/env python3\n" + SPEAKER % "")
            program.chmod(0o755)
            config = {"version": 1, "plugins": [{"name": "x", "run": [str(program)]}]}
            repo.write(".gate.yml", json.dumps(config))
            pinned = repo.gate("plugin", "pin", "x")
            self.assertEqual(pinned.code, 0, pinned.err)
            config["plugins"][0]["sha256"] = pinned.out.split("sha256: ")[1].strip()
            repo.commit({".gate.yml": json.dumps(config), "a.txt": "fine\n"})
            self.assertEqual(rules(repo.change({"a.txt": "bad\n"})), ["x/bad a.txt:1"])
            program.write_text(program.read_text() + "\n")
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual((repo.run_of(result)["state"], result.code), ("error", 3))
            self.assertIn("sha256", repo.run_of(result)["reason"].lower().replace("sha-256", "sha256"))


if __name__ == "__main__":
    unittest.main()
