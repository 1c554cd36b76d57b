"""In a made-up GitHub runner: events, the action's own script, annotations, summary, outputs, reviews from a loopback API."""
import http.server
import json
import os
import pathlib
import subprocess
import threading
import unittest

from repo import GATE, ROOT, Repo

ZERO = "0" * 40


class Runner(Repo):
    """A checkout as actions/checkout leaves it for a pull request: HEAD is the merge commit."""

    def __init__(self, base_files, head_files):
        super().__init__()
        self.base = self.commit(base_files, "base")
        self.git("checkout", "-q", "-b", "topic")
        self.head = self.commit(head_files, "head")
        self.git("checkout", "-q", "main")
        self.commit({"other.txt": "moved on\n"}, "main moved on")
        self.git("checkout", "-q", "--detach")
        self.git("merge", "-q", "--no-ff", "-m", "merge", "topic")

    def event(self, name, payload, **more):
        path = self.path.parent / "event.json"
        path.write_text(json.dumps(payload))
        for file in ("summary", "output"):
            (self.path.parent / file).write_text("")
        return {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path),
                "GITHUB_REPOSITORY": "ann/shop", "GITHUB_WORKSPACE": str(self.path),
                "GITHUB_STEP_SUMMARY": str(self.path.parent / "summary"),
                "GITHUB_OUTPUT": str(self.path.parent / "output"), **more}

    def pull_request(self, **more):
        payload = {"pull_request": {"number": 7, "user": {"login": "ann"}, "head": {"sha": self.head},
                                    "base": {"sha": self.base, "ref": "main"}}, "number": 7}
        return self.event("pull_request", payload, GITHUB_BASE_REF="main", GITHUB_HEAD_REF="topic",
                          GITHUB_REF="refs/pull/7/merge", **more)

    def sent(self, file):
        return (self.path.parent / file).read_text()


class Events(unittest.TestCase):
    def test_a_pull_request_is_judged_from_the_merge_commits_first_parent(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            report = runner.check(env=runner.pull_request()).json
            self.assertEqual(report["base"], runner.git("rev-parse", "HEAD^1"))
            self.assertEqual([file["path"] for file in report["files"]], ["a.py"])
            self.assertEqual(report["policy_commit"], runner.git("rev-parse", "HEAD^1"))

    def test_a_merge_queue_entry(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            payload = {"merge_group": {"base_sha": runner.base, "head_sha": runner.head, "base_ref": "refs/heads/main",
                                       "head_ref": "refs/heads/gh-readonly-queue/main/pr-7-" + runner.base}}
            report = runner.check("--head", runner.head, env=runner.event("merge_group", payload)).json
            self.assertEqual(report["base"], runner.base)

    def test_a_push_and_a_push_of_a_new_branch(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            runner.git("checkout", "-q", "main")
            report = runner.check(env=runner.event("push", {"before": runner.base, "ref": "refs/heads/main"})).json
            self.assertEqual(report["base"], runner.base)
            self.assertEqual([file["path"] for file in report["files"]], ["other.txt"])
            runner.git("checkout", "-q", "topic")
            result = runner.check(env=runner.event("push", {"before": ZERO, "ref": "refs/heads/topic"}))
            self.assertEqual(result.json["base"], runner.base, result.out)

    def test_a_malformed_event_file_is_named(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            env = runner.pull_request()
            pathlib.Path(env["GITHUB_EVENT_PATH"]).write_text("{ not json")
            result = runner.check(env=env)
            self.assertNotIn(result.code, (0, 1))
            self.assertIn("event.json", result.err)


def action_script():
    """The composite step's script, as it stands in action.yml."""
    text = (ROOT / "action.yml").read_text()
    lines = text.split("      run: |\n", 1)[1].splitlines()
    return "\n".join(line[8:] for line in lines)


class Action(unittest.TestCase):
    def run_action(self, runner, **inputs):
        env = {**runner.env, **runner.pull_request(), "INPUT_GATE_PATH": GATE, "GATE_ACTION_PATH": str(ROOT)}
        for name in ("BASE", "CONFIG", "COVERAGE", "FAIL_ON", "SARIF_FILE", "JSON_FILE"):
            env["INPUT_" + name] = inputs.get(name, "")
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", action_script()], cwd=runner.path, env=env,
                              capture_output=True, check=False, timeout=120)
        return done.returncode, done.stdout.decode()

    def test_a_block_is_annotated_summarised_and_output(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = (\n"}) as runner:
            code, out = self.run_action(runner, SARIF_FILE="gate.sarif", JSON_FILE="gate.json")
            self.assertEqual(code, 1, out)
            self.assertRegex(out, r"(?m)^::error .*file=a\.py,.*line=1")
            self.assertIn("a.py", runner.sent("summary"))
            outputs = dict(line.split("=", 1) for line in runner.sent("output").splitlines())
            self.assertEqual(outputs["verdict"], "fail")
            self.assertGreaterEqual(int(outputs["blocking-count"]), 1)
            self.assertEqual(outputs["sarif-file"], "gate.sarif")
            self.assertTrue(outputs["run-id"])
            self.assertTrue((runner.path / "gate.sarif").exists())

    def test_a_safe_change_passes(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            code, out = self.run_action(runner)
            self.assertEqual(code, 0, out)
            self.assertNotIn("::error", out)


class Reviews(unittest.TestCase):
    """Approvals asked from an API on loopback."""

    def setUp(self):
        test = self

        class Api(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                test.asked.append((self.path, self.headers.get("Authorization")))
                route = self.path.split("?")[0]
                body = json.dumps(test.answers.get(route, [])).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.asked, self.answers = [], {}
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def judged(self, reviews):
        policy = "version: 1\npolicies: { review: { approvals: 1 } }\n"
        with Runner({"a.py": "a = 1\n", ".gate.yml": policy}, {"a.py": "a = 2\n"}) as runner:
            for review in reviews:
                review.setdefault("commit_id", runner.head)
            self.answers["/repos/ann/shop/pulls/7/reviews"] = reviews
            env = runner.pull_request(GITHUB_API_URL=f"http://127.0.0.1:{self.server.server_port}", GITHUB_TOKEN="s3cret")
            return runner.check(env=env)

    def review(self, user, state, association="MEMBER"):
        return {"user": {"login": user}, "state": state, "submitted_at": "2026-01-02T03:04:05Z",
                "author_association": association}

    def test_an_approval_counts_and_the_authors_own_does_not(self):
        self.assertEqual(self.judged([self.review("bob", "APPROVED")]).code, 0)
        self.assertIn(("Bearer s3cret"), [header for _, header in self.asked])
        own = self.judged([self.review("ann", "APPROVED")])
        self.assertEqual(own.code, 1, own.out)
        self.assertEqual(self.judged([]).code, 1)

    def test_the_token_is_never_shown(self):
        result = self.judged([self.review("ann", "APPROVED")])
        self.assertNotIn("s3cret", result.out + result.err)

    def test_no_answer_is_no_data(self):
        self.server.shutdown()
        self.server.server_close()
        policy = "version: 1\npolicies: { review: { approvals: 1 } }\n"
        with Runner({"a.py": "a = 1\n", ".gate.yml": policy}, {"a.py": "a = 2\n"}) as runner:
            env = runner.pull_request(GITHUB_API_URL=f"http://127.0.0.1:{self.server.server_port}", GITHUB_TOKEN="s3cret")
            result = runner.check(env=env)
            self.assertEqual(result.code, 3, result.out)
            self.assertEqual(result.ruling("review")["status"], "no-data")
        self.setUp()


if __name__ == "__main__":
    unittest.main()
