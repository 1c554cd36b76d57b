"""The action's own steps in a made-up runner: real event payloads on real repositories, annotations, summary, outputs; reviews from GitHub's API on
loopback."""
import hashlib
import http.server
import io
import json
import pathlib
import tarfile
import threading
import unittest

from github.runner import Runner, payload
from repo import GATE

ZERO = "0" * 40
REVIEW = "version: 1\npolicies: { review: { approvals: 1 } }\n"


def archive(path, files):
    """A .tar.gz of executables at `path`: its address and its SHA-256 sum."""
    with tarfile.open(path, "w:gz") as out:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o755
            out.addfile(entry, io.BytesIO(content))
    return f"file://{path}", hashlib.sha256(path.read_bytes()).hexdigest()


def merge_group(runner, number=7):
    return payload("merge_group", merge_group={
        "base_sha": runner.base, "head_sha": runner.head, "base_ref": "refs/heads/main",
        "head_ref": f"refs/heads/gh-readonly-queue/main/pr-{number}-{runner.base}"})


class Events(unittest.TestCase):
    def test_a_pull_request_is_judged_from_the_merge_commits_first_parent(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            for event in ("pull_request", "pull_request_review"):
                with self.subTest(event):
                    report = runner.check(env=runner.pull_request(event)).json
                    self.assertEqual(report["base"], runner.git("rev-parse", "HEAD^1"))
                    self.assertEqual([file["path"] for file in report["files"]], ["a.py"])
                    self.assertEqual(report["policy_commit"], runner.git("rev-parse", "HEAD^1"))

    def test_a_merge_queue_entry(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            report = runner.check("--head", runner.head, env=runner.environment("merge_group", merge_group(runner))).json
            self.assertEqual(report["base"], runner.base)

    def test_a_push_and_a_push_of_a_new_branch(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            runner.git("checkout", "-q", "main")
            pushed = payload("push", before=runner.base, ref="refs/heads/main", after=runner.git("rev-parse", "main"))
            report = runner.check(env=runner.environment("push", pushed)).json
            self.assertEqual(report["base"], runner.base)
            self.assertEqual([file["path"] for file in report["files"]], ["other.txt"])
            runner.git("checkout", "-q", "topic")
            made = payload("push", before=ZERO, ref="refs/heads/topic", after=runner.head, repository={"default_branch": "main"})
            result = runner.check(env=runner.environment("push", made))
            self.assertEqual(result.json["base"], runner.base, result.out)

    def test_a_malformed_event_file_is_named(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            env = runner.pull_request()
            pathlib.Path(env["GITHUB_EVENT_PATH"]).write_text("{ not json")
            result = runner.check(env=env)
            self.assertNotIn(result.code, (0, 1))
            self.assertIn("event.json", result.err)


class Action(unittest.TestCase):
    """Without a network: nothing is published, and the verdict is there all the same."""

    def run_action(self, runner, env=None, **inputs):
        given = {"comment": "off", "check-run": "off", **{name.replace("_", "-"): value for name, value in inputs.items()}}
        return runner.run_action(env or runner.pull_request(), given, token="")

    def test_a_block_is_annotated_summarised_and_output(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = (\n"}) as runner:
            job = self.run_action(runner, sarif_file="gate.sarif", json_file="gate.json")
            self.assertEqual(job.code, 1, job.out)
            self.assertRegex(job.out, r"(?m)^::error .*file=a\.py,.*line=1")
            self.assertIn("a.py", job.summary)
            self.assertEqual(job.outputs["verdict"], "fail")
            self.assertEqual(job.outputs["exit-code"], "1")
            self.assertGreaterEqual(int(job.outputs["blocking-count"]), 1)
            self.assertIn("findings: fail", job.outputs["reasons"])
            self.assertTrue(job.outputs["run-id"])
            self.assertEqual((job.outputs["sarif-file"], job.outputs["json-file"]), ("gate.sarif", "gate.json"))
            self.assertTrue((runner.path / "gate.sarif").exists())
            self.assertEqual(json.loads((runner.path / "gate.json").read_text())["outcome"], "fail")

    def test_a_safe_change_passes(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            job = self.run_action(runner)
            self.assertEqual(job.code, 0, job.out)
            self.assertNotIn("::error", job.out)

    def test_a_dry_run_never_fails_the_step(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = (\n"}) as runner:
            job = self.run_action(runner, dry_run="on")
            self.assertEqual((job.code, job.outputs["verdict"], job.outputs["exit-code"]), (0, "fail", "0"), job.out)
            self.assertNotIn("::error", job.out)

    def test_inputs_are_never_run(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            evil = "$(touch pwned)`touch pwned`'; touch pwned; '\""
            job = self.run_action(runner, coverage=evil + "\n" + evil, base="main", tests=evil, sarif=evil, name=evil)
            self.assertNotEqual(job.code, 127, job.out)
            self.assertFalse((runner.path / "pwned").exists(), job.out)

    def test_reports_are_lists_of_lines(self):
        lcov = "SF:a.py\nDA:1,0\nend_of_record\n"
        policy = "version: 1\npolicies: { coverage: { patch: 80 } }\n"
        with Runner({"a.py": "a = 1\n", ".gate.yml": policy}, {"a.py": "a = 2\n"}) as runner:
            runner.write("one.info", lcov)
            runner.write("two.info", lcov.replace(",0", ",1"))
            self.assertEqual(self.run_action(runner, coverage="one.info").outputs["verdict"], "fail")
            self.assertEqual(self.run_action(runner, coverage="one.info\n\ntwo.info\n").outputs["verdict"], "pass")

    def test_a_release_is_fetched_and_checked_and_clang_only_where_c_changed(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = (\n"}) as runner:
            url, digest = archive(runner.path.parent / "gate.tar.gz", {"gate-0/bin/gate": pathlib.Path(GATE).read_bytes()})
            release = {"gate_path": "", "gate_url": url, "gate_sha256": digest}
            nowhere = {"clang_url": "file:///nowhere.tar.gz", "clang_sha256": digest}
            job = self.run_action(runner, **release, **nowhere)
            self.assertEqual((job.code, job.outputs["verdict"]), (1, "fail"), job.out)
            self.assertTrue((runner.path.parent / "temp/gate" / digest / "bin/gate").exists())
            refused = self.run_action(runner, **{**release, "gate_sha256": "0" * 64})
            self.assertEqual(refused.code, 2, refused.out)
            self.assertEqual(refused.outputs["verdict"], "")
        with Runner({"a.py": "a = 1\n"}, {"a.c": "int a;\n"}) as runner:
            job = self.run_action(runner, **nowhere)
            self.assertEqual(job.code, 2, job.out)  # C changed, so the archive that is nowhere is asked for
            self.assertIn("nowhere", job.out)

    def test_a_wrong_input_is_a_usage_error_and_publishes_nothing_old(self):
        with Runner({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}) as runner:
            self.assertEqual(self.run_action(runner, json_file="gate.json").code, 0)
            job = self.run_action(runner, json_file="gate.json", fail_on="never")
            self.assertEqual(job.code, 2, job.out)
            self.assertFalse((runner.path / "gate.json").exists())


class Reviews(unittest.TestCase):
    """Approvals asked from an API on loopback."""

    def setUp(self):
        test = self

        class Api(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                test.asked.append((self.path, self.headers.get("Authorization")))
                body = json.dumps(test.answers.get(self.path.split("?")[0], [])).encode()
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
        self.address = {"GITHUB_API_URL": f"http://127.0.0.1:{self.server.server_port}", "GITHUB_TOKEN": "s3cret"}

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def judged(self, reviews, event="pull_request"):
        with Runner({"a.py": "a = 1\n", ".gate.yml": REVIEW}, {"a.py": "a = 2\n"}) as runner:
            for review in reviews:
                review.setdefault("commit_id", runner.head)
            self.answers["/repos/ann/shop/pulls/7/reviews"] = reviews
            return runner.check(env=runner.pull_request(event, **self.address))

    def review(self, user, state, association="MEMBER"):
        return {"user": {"login": user}, "state": state, "submitted_at": "2026-01-02T03:04:05Z",
                "author_association": association}

    def test_an_approval_counts_and_the_authors_own_does_not(self):
        for event in ("pull_request", "pull_request_review"):
            self.assertEqual(self.judged([self.review("bob", "APPROVED")], event).code, 0)
            self.assertEqual(self.judged([], event).code, 1)
        self.assertIn("Bearer s3cret", [header for _, header in self.asked])
        own = self.judged([self.review("ann", "APPROVED")])
        self.assertEqual(own.code, 1, own.out)

    def test_the_token_is_never_shown(self):
        result = self.judged([self.review("ann", "APPROVED")])
        self.assertNotIn("s3cret", result.out + result.err)

    def test_no_answer_is_no_data(self):
        self.tearDown()
        with Runner({"a.py": "a = 1\n", ".gate.yml": REVIEW}, {"a.py": "a = 2\n"}) as runner:
            result = runner.check(env=runner.pull_request(**self.address))
            self.assertEqual(result.code, 3, result.out)
            self.assertEqual(result.ruling("review")["status"], "no-data")
        self.setUp()


if __name__ == "__main__":
    unittest.main()
