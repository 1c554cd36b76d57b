"""action.yml, every workflow in ci-examples/ and docs/github.md: by the linters, and run as far as a runner can be had."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from github.runner import HERE, Job, Runner, evaluate, payload, substitute, yaml_of
from github.server import GitHub
from repo import ROOT

EXAMPLES = sorted((ROOT / "ci-examples").glob("github-actions*.yml"))
DOC = ROOT / "docs" / "github.md"


def documented(language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOC.read_text(), re.M | re.S)


class Files(unittest.TestCase):
    def lint(self, *files):
        done = subprocess.run(["node", HERE / "lint.mjs", *files], capture_output=True, text=True, check=False)
        if done.returncode == 77:
            self.skipTest(done.stderr.strip())
        return done

    def test_all_are_well_formed(self):
        workflows = (ROOT / ".github" / "workflows").glob("*.yml")
        done = self.lint(ROOT / "action.yml", *EXAMPLES, *workflows)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(len(EXAMPLES), 2)

    def test_the_linters_find_mistakes(self):
        for name, text in {"a.yml": "on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: '${{ nonsense.x }}' }] } }\n",
                           "b.yml": "on: push\njobs: { a: { runs-on: ubuntu-24.04, step: [] } }\n",
                           "action.yml": "name: x\nruns: { using: composite }\n"}.items():
            with tempfile.TemporaryDirectory() as folder, self.subTest(name):
                path = pathlib.Path(folder) / name
                path.write_text(text)
                self.assertEqual(self.lint(path).returncode, 1)

    def test_every_input_and_output_is_lower_case_with_dashes_and_documented(self):
        action = yaml_of(ROOT / "action.yml")
        text = DOC.read_text()
        for name, spec in {**action["inputs"], **action["outputs"]}.items():
            self.assertRegex(name, r"^[a-z]+(-[a-z0-9]+)*$")
            self.assertTrue(spec["description"].strip())
            self.assertIn(f"`{name}`", text)

    def test_no_expression_stands_in_a_script(self):
        for path in (ROOT / "action.yml", *EXAMPLES):
            for script in re.findall(r"run: (.*?)(?:\n\s*- |\Z)", path.read_text(), re.S):
                self.assertNotIn("${{", script, path)


class Workflow(Runner):
    """A workflow of ci-examples, run with what a runner would have: checkout and artifacts are plain folders here."""

    artifacts = None
    cache = None  # of the repository's default branch

    def run_workflow(self, path, env, event, token="s3cret"):
        workflow = yaml_of(path)
        contexts = {"github": {"event": event, "event_name": env["GITHUB_EVENT_NAME"], "token": token, "action_path": str(ROOT)},
                    "runner": {"temp": env["RUNNER_TEMP"]}, "steps": {}}
        job = Job()
        job.used = []
        (steps,) = [each["steps"] for each in workflow["jobs"].values() if evaluate(each.get("if", "always()"), contexts)]
        for step in steps:
            if (job.code and "always()" not in step.get("if", "")) or not evaluate(step.get("if", "always()"), contexts):
                continue
            given = {name: substitute(value, contexts) for name, value in step.get("with", {}).items()}
            action = step["uses"].split("@")[0]
            job.used.append(action)
            if action == "./":
                done = self.run_action(env, given, token)
                contexts["steps"][step.get("id", "gate")] = {"outputs": done.outputs}
                job.code, job.out = job.code or done.code, job.out + done.out
            elif action == "actions/upload-artifact":
                self.artifacts = {given["name"]: (self.path / given["path"]).read_text()}
            elif action == "actions/download-artifact":
                folder = pathlib.Path(given["path"])
                folder.mkdir(parents=True)
                (folder / "gate.json").write_text(self.artifacts[given["name"]])
            elif action == "github/codeql-action/upload-sarif":
                json.loads((self.path / given["sarif_file"]).read_text())
            elif action == "actions/cache/restore":
                shutil.rmtree(self.path / given["path"], ignore_errors=True)  # a runner begins with nothing
                if self.cache:
                    shutil.copytree(self.cache, self.path / given["path"])
            elif action == "actions/cache/save":
                self.cache = self.path.parent / "cache"
                shutil.copytree(self.path / given["path"], self.cache)
            else:
                assert action == "actions/checkout", action
        return job


class Examples(unittest.TestCase):
    def setUp(self):
        self.github = self.enterContext(GitHub())
        self.runner = self.enterContext(Workflow({"a.py": "a = 1\n"}, {"a.py": "a = (\n"}))
        self.github.pull(7, self.runner.head, "mallory")
        self.github.files = self.runner.patches()
        self.github.parents = {self.runner.merged: [self.runner.head]}

    def test_a_pull_request_then_an_approval(self):
        example = ROOT / "ci-examples/github-actions.yml"
        for event in ("pull_request", "pull_request_review"):
            env = self.runner.pull_request(event, GITHUB_API_URL=self.github.url)
            job = self.runner.run_workflow(example, env, {})
            self.assertEqual(job.code, 1, job.out)
            self.assertIn("github/codeql-action/upload-sarif", job.used)
        self.assertEqual(len(self.github.comments), 1)
        self.assertEqual({(check["head_sha"], check["conclusion"]) for check in self.github.checks}, {(self.runner.head, "failure")})
        self.github.check_exchanges(self)

    def test_only_the_default_branch_writes_the_ledger(self):
        example, runner = ROOT / "ci-examples/github-actions.yml", self.runner
        runner.run_workflow(example, runner.pull_request(GITHUB_API_URL=self.github.url), {})
        self.assertIsNone(runner.cache)
        runner.git("checkout", "-q", "main")
        pushed = payload("push", before=runner.base, ref="refs/heads/main", after=runner.git("rev-parse", "main"))
        job = runner.run_workflow(example, runner.environment("push", pushed, GITHUB_API_URL=self.github.url), pushed)
        self.assertEqual(job.code, 0, job.out)
        runner.merge()
        runner.run_workflow(example, runner.pull_request(GITHUB_API_URL=self.github.url), {})
        self.assertEqual(len(runner.gate("ledger", "list").out.splitlines()), 2)

    def test_a_fork_and_the_second_workflow(self):
        self.github.permissions = set()
        env = self.runner.pull_request(GITHUB_API_URL=self.github.url)
        self.assertEqual(self.runner.run_workflow(ROOT / "ci-examples/github-actions.yml", env, {}).code, 1)
        self.assertEqual((self.github.comments, self.github.checks), ([], []))
        self.github.permissions = {"pulls", "checks"}
        event = payload("workflow_run", "completed", workflow_run={
            "head_sha": self.runner.head, "head_branch": "topic", "event": "pull_request", "conclusion": "failure", "name": "gate",
            "head_repository": {"fork": True, "owner": {"login": "mallory"}}})
        env = self.runner.environment("workflow_run", event, GITHUB_API_URL=self.github.url)
        job = self.runner.run_workflow(ROOT / "ci-examples/github-actions-publish.yml", env, event)
        self.assertEqual(job.code, 0, job.out)
        self.assertEqual((len(self.github.comments), len(self.github.checks)), (1, 1))
        self.github.check_exchanges(self)


class Documented(unittest.TestCase):
    def test_the_commands_of_the_page_run(self):
        github = self.enterContext(GitHub())
        runner = self.enterContext(Runner({"a.py": "a = 1\n"}, {"a.py": "a = (\n"}))
        github.pull(7, runner.head)
        github.files = runner.patches()
        github.parents = {runner.merged: [runner.head]}
        env = runner.environment("", {}, GITHUB_API_URL=github.url, GITHUB_TOKEN="s3cret")
        del env["GITHUB_EVENT_PATH"], env["GITHUB_ACTIONS"]
        commands = [line.split("#")[0].split() for block in documented("sh") for line in block.splitlines() if line.strip()]
        self.assertGreaterEqual(len(commands), 2)
        for command in commands:
            self.assertEqual(command[0], "gate")
            result = runner.gate(*command[1:], env=env)
            self.assertEqual(result.code, 1 if command[1] == "check" else 0, result.out + result.err)
        self.assertEqual((len(github.comments), len(github.checks), len(github.reviews)), (1, 1, 1))

    def test_the_snippets_of_the_page_are_in_the_examples(self):
        text = "".join(path.read_text() for path in EXAMPLES)
        snippets = documented("yaml")
        self.assertGreaterEqual(len(snippets), 1)
        for snippet in snippets:
            for line in filter(None, map(str.strip, snippet.splitlines())):
                self.assertIn(line, text)


if __name__ == "__main__":
    unittest.main()
