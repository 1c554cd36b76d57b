"""`gate publish` in a trusted workflow_run: the report is a stranger's artifact."""
import json
import os
import re
import unittest

from github.runner import Runner, payload
from github.server import GitHub
from repo import ROOT

GOOD = "a = 1\nb = 2\nc = 3\n"
BROKEN = "a = 1\nb = (\nc = 3\n"


class Fork(unittest.TestCase):
    """A pull request from mallory's fork: its own run judges with a token that can write nothing, then the trusted run publishes."""

    def setUp(self):
        self.github = self.enterContext(GitHub())

    def fork(self, files):
        runner = self.enterContext(Runner({"a.py": GOOD}, files))
        self.github.pull(7, runner.head, "mallory", "topic")
        self.github.pull(8, "8" * 40, "bob", "topic")
        self.github.files = runner.patches()
        self.github.parents = {runner.merged: [runner.git("rev-parse", "HEAD^1"), runner.head]}
        self.job = self.own_run(runner)
        runner.report = json.loads((runner.path / "gate.json").read_text())
        self.github.exchanges.clear()
        return runner

    def own_run(self, runner):
        self.github.permissions = set()
        job = runner.run_action(runner.pull_request(GITHUB_API_URL=self.github.url), {"json-file": "gate.json"})
        self.github.permissions = {"pulls", "checks"}
        return job

    def event(self, runner, **changes):
        run = {"head_sha": runner.head, "head_branch": "topic", "event": "pull_request", "name": "gate", "pull_requests": [],
               "conclusion": "failure" if self.job.code else "success", "html_url": "https://github.com/ann/shop/actions/runs/5",
               "head_repository": {"full_name": "mallory/shop", "owner": {"login": "mallory"}}, **changes}
        return payload("workflow_run", "completed", workflow_run=run)

    def publish(self, runner, report=None, text=None, **changes):
        """The action as ci-examples/github-actions-publish.yml calls it."""
        runner.write("verdict/gate.json", text if text is not None else json.dumps(report or runner.report))
        env = runner.environment("workflow_run", self.event(runner, **changes), GITHUB_API_URL=self.github.url)
        return runner.run_action(env, {"publish-from": str(runner.path / "verdict/gate.json")})

    def bodies(self):
        return [comment["json"]["body"] for comment in self.github.comments]

    def check(self):
        (check,) = self.github.checks
        return check

    def test_a_read_only_token_leaves_verdict_annotations_and_summary(self):
        self.fork({"a.py": BROKEN})
        self.assertEqual(self.job.code, 1)
        self.assertRegex(self.job.out, r"(?m)^::error .*file=a\.py")
        self.assertIn("❌ gate: fail", self.job.summary)
        self.assertRegex(self.job.out, r"::notice .*comment.*403")
        self.assertRegex(self.job.out, r"::notice .*check.*403")
        self.assertNotIn("::warning title=gate publish", self.job.out)

    def test_the_trusted_run_writes_comment_and_check(self):
        runner = self.fork({"a.py": BROKEN})
        job = self.publish(runner)
        self.assertEqual(job.code, 0, job.out)
        (body,) = self.bodies()
        self.assertIn("❌ gate: fail", body)
        self.assertIn("https://github.com/ann/shop/actions/runs/5", body)
        self.assertEqual((self.check()["head_sha"], self.check()["conclusion"]), (runner.head, "failure"))
        self.assertEqual([comment["number"] for comment in self.github.comments], [7])
        self.github.check_exchanges(self)

    def test_a_pass_is_a_pass(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        self.assertEqual(self.publish(runner).code, 0)
        self.assertEqual(self.check()["conclusion"], "success")
        self.github.check_exchanges(self)

    def test_a_report_of_another_commit_is_published_nowhere(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        self.github.parents["c" * 40] = ["8" * 40]
        for head in ("8" * 40, "c" * 40, "d" * 40, None, "../../etc", "x" * 40, "HEAD"):
            with self.subTest(head):
                job = self.publish(runner, {**runner.report, "head": head})
                self.assertNotEqual(job.code, 0, job.out)
                self.assertEqual((self.bodies(), self.github.checks), ([], []))
        paths = {each["path"] for each in self.github.exchanges}
        self.assertFalse([path for path in paths if ".." in path or "HEAD" in path], paths)

    def test_the_check_is_of_the_commit_that_github_names(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        report = {**runner.report, "commit": "8" * 40, "pull_request": 8, "head_sha": "8" * 40}
        self.publish(runner, report)
        self.assertEqual(self.check()["head_sha"], runner.head)
        self.assertEqual({comment["number"] for comment in self.github.comments}, {7})

    def test_a_pull_request_that_moved_on_has_no_comment(self):
        runner = self.fork({"a.py": BROKEN})
        self.github.pull(7, "9" * 40, "mallory", "topic")
        job = self.publish(runner)
        self.assertEqual(self.bodies(), [])
        self.assertIn("no open pull request has the head", job.out)

    def test_a_pass_without_its_pull_request_waits_for_a_person(self):
        """Else the branch could go back to a commit that passed while nobody saw what it changes."""
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        self.github.pull(7, "9" * 40, "mallory", "topic")
        self.publish(runner)
        self.assertEqual((self.check()["head_sha"], self.check()["conclusion"]), (runner.head, "action_required"))

    def test_an_approval_of_a_forks_pull_request_counts(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        self.publish(runner, event="pull_request_review")
        self.assertEqual(self.check()["conclusion"], "success")

    def test_a_pass_of_a_run_that_failed_is_no_pass(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        for conclusion in ("failure", "cancelled", None):
            self.github.checks.clear()
            self.publish(runner, conclusion=conclusion)
            self.assertEqual(self.check()["conclusion"], "failure")

    def test_a_pass_of_a_change_that_edits_the_workflow_waits_for_a_person(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4"), ".github/workflows/gate.yml": "on: push\n"})
        job = self.publish(runner, conclusion="success")
        self.assertEqual(self.check()["conclusion"], "action_required")
        self.assertIn("edits .github/", self.check()["output"]["summary"])
        self.assertIn("edits .github/", job.out)
        self.github.check_exchanges(self)

    def test_a_report_cannot_be_of_the_future(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        self.publish(runner, {**runner.report, "time": 10**11})
        self.github.pull(7, runner.head, "mallory", "topic")
        worse = {**runner.report, "time": 10**11, "outcome": "fail", "exit_code": 1, "decided_exit_code": 1}
        worse["rulings"] = [{**worse["rulings"][0], "status": "fail"}, *worse["rulings"][1:]]
        self.publish(runner, worse)
        self.assertEqual([check["conclusion"] for check in self.github.checks], ["success", "failure"])

    def test_a_verdict_that_contradicts_itself_is_refused(self):
        runner = self.fork({"a.py": BROKEN})
        for change in ({"outcome": "pass"}, {"decided_exit_code": 0}, {"exit_code": 0}, {"rulings": []},
                       {"outcome": "pass", "exit_code": 0, "decided_exit_code": 0}):
            with self.subTest(change):
                self.assertNotEqual(self.publish(runner, {**runner.report, **change}).code, 0)
        self.assertEqual((self.bodies(), self.github.checks), ([], []))

    def test_what_is_no_report_is_refused(self):
        runner = self.fork({"a.py": BROKEN})
        finding = runner.report["findings"][0]
        for text in ("", "null", "[]", "{}", '{"schema_version": 1}', "[" * 100_000, "\0\1\2", '{"schema_version": 2}', " " * (17 << 20),
                     json.dumps({**runner.report, "findings": [{**finding, "line": -1}]}),
                     json.dumps({**runner.report, "findings": [{**finding, "line": 2**40}]}),
                     json.dumps({**runner.report, "findings": [{**finding, "severity": "splendid"}]}),
                     json.dumps({**runner.report, "files": [{}]}), json.dumps({**runner.report, "counts": {}})):
            with self.subTest(text[:40]):
                job = self.publish(runner, text=text)
                self.assertIn(job.code, (2, 3), job.out)
                self.assertLess(len(job.out), 2_000)
        self.assertEqual((self.bodies(), self.github.checks), ([], []))

    def test_nothing_in_it_becomes_markup_mention_link_or_command(self):
        runner = self.fork({"a.py": BROKEN})
        evil = ("@admin #1 <img src=x onerror=alert(1)> [a](https://evil.example) ![b](http://evil.example) https://evil.example "
                "www.evil.example ``` --> <!-- gate:state x --> \u202e\u200b\x1b[31m\n::error::owned\n##[error]owned | **b** ~~c~~ $x$ "
                "</details> </code> GH-1 ann/shop#1 evil@evil.example")

        def spoil(value, key=None):
            if isinstance(value, dict):
                return {name: spoil(item, name) for name, item in value.items()}
            if isinstance(value, list):
                return [spoil(item, key) for item in value]
            fixed = ("status", "outcome", "severity", "confidence", "state", "level", "head", "fingerprint")
            return evil if isinstance(value, str) and key not in fixed else value
        job = self.publish(runner, spoil(runner.report))
        self.assertEqual(job.code, 0, job.out)
        (body,) = self.bodies()
        texts = [body, self.check()["output"]["summary"], self.check()["output"]["text"]]
        for text in texts:
            bare = re.sub(r"(?ms)^(`{3,})text\n.*?^\1$", "", text)  # in a fence nothing has a meaning
            bare = re.sub(r'href="https://github\.com/ann/shop/[^"]*"', "", bare)
            for bad in ("@admin", "<img", "](http", "https://evil", "www.evil", "-->\n::", "\u202e", "\x1b", "\n::error", "##[error", "shop#1",
                        "evil@evil", "**b**", "~~c~~", "</details> </code>"):
                self.assertNotIn(bad, bare)
            self.assertNotIn("\n::error", text)
            self.assertNotIn("##[error", text)
        self.assertEqual(body.count("<!-- gate:state "), 1)
        self.assertNotRegex(job.out, r"(?m)^\s*::error")
        self.github.check_exchanges(self)

    def test_hostile_places_are_no_places(self):
        runner = self.fork({"a.py": BROKEN})
        paths = ["../../etc/passwd", "/etc/passwd", "a.py?x=1#L9", "javascript:alert(1)", "a\"onmouseover=\"x", "", "a.py\n",
                 "a/../../../../../mallory/evil", "a//b", "./a"]
        finding = runner.report["findings"][0]
        findings = [{**finding, "path": path, "fingerprint": f"{i:032x}"} for i, path in enumerate(paths)]
        job = self.publish(runner, {**runner.report, "findings": findings})
        self.assertEqual(job.code, 0, job.out)
        (body,) = self.bodies()
        for link in re.findall(r'href="([^"]*)"', body):
            self.assertRegex(link, r"^https://github\.com/ann/shop/[A-Za-z0-9/._~%-]*(#L\d+)?$")
            self.assertNotRegex(link, r"/\.\.?/|[^:]//")
        self.assertNotIn("onmouseover=\"", body)

    def test_a_link_to_a_secret_is_not_followed_into_the_comment(self):
        runner = self.fork({"a.py": BROKEN})
        runner.write("secret", "s3cret-of-the-runner")
        os.makedirs(runner.path / "verdict")
        os.symlink(runner.path / "secret", runner.path / "verdict/gate.json")
        env = runner.environment("workflow_run", self.event(runner), GITHUB_API_URL=self.github.url)
        job = runner.run_action(env, {"publish-from": str(runner.path / "verdict/gate.json")})
        self.assertNotEqual(job.code, 0)
        self.assertNotIn("s3cret", job.out)

    def test_the_number_must_be_of_that_head(self):
        runner = self.fork({"a.py": GOOD.replace("2", "4")})
        runner.write("gate-verdict.json", json.dumps(runner.report))
        env = runner.environment("workflow_run", self.event(runner), GITHUB_API_URL=self.github.url, GITHUB_TOKEN="s3cret")
        result = runner.gate("publish", "--from", "gate-verdict.json", "--pull-request", "8", env=env)
        self.assertEqual(result.code, 2, result.out)
        self.assertIn("the head of pull request 8 is", result.err)
        result = runner.gate("publish", "--from", "gate-verdict.json", "--commit", "8" * 40, env=env)
        self.assertEqual(result.code, 2, result.out)
        self.assertEqual((self.bodies(), self.github.checks), ([], []))
        result = runner.gate("publish", "--from", "gate-verdict.json", "--pull-request", "7", env=env)
        self.assertEqual(result.code, 0, result.err)
        self.assertEqual(len(self.bodies()), 1)


if __name__ == "__main__":
    unittest.main()
