"""What goes wrong between gate and GitHub while a verdict is published: the verdict stands, the token stays, nothing is written twice."""
import http.server
import threading
import time
import unittest

from github.runner import Runner
from github.server import GitHub

BROKEN = "a = 1\nb = (\n"


class Faults(unittest.TestCase):
    def setUp(self):
        self.github = self.enterContext(GitHub())
        self.runner = self.enterContext(Runner({"a.py": "a = 1\n"}, {"a.py": BROKEN}))
        self.github.pull(7, self.runner.head)

    def judge(self, url=None):
        job = self.runner.run_action(self.runner.pull_request(GITHUB_API_URL=url or self.github.url))
        self.assertEqual(job.code, 1, job.out)
        self.assertEqual(job.outputs["verdict"], "fail")
        self.assertNotIn("s3cret", job.out + job.summary)
        return job

    def published(self):
        return len(self.github.comments), len(self.github.checks)

    def test_server_errors_are_waited_out(self):
        self.github.fault("GET", "/pulls/7$", status=502, body="<html>")
        self.github.fault("POST", "/graphql", status=500)
        self.github.fault("GET", "check-runs", status=503, times=2)
        self.judge()
        self.assertEqual(self.published(), (1, 1))

    def test_a_post_that_was_done_though_its_answer_was_lost_is_not_done_twice(self):
        lost = {"status": 502, "then": True}
        self.github.fault("POST", "issues/7/comments", **lost)
        self.github.fault("POST", "/check-runs$", **lost)
        self.judge()
        self.assertEqual(self.published(), (1, 1))

    def test_a_post_that_was_not_done_is_done_again(self):
        self.github.fault("POST", "issues/7/comments", status=500)
        self.github.fault("POST", "/check-runs$", raw=b"")
        self.judge()
        self.assertEqual(self.published(), (1, 1))

    def test_truncated_and_garbled_answers(self):
        self.github.fault("GET", "/pulls/7$", raw=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"numb")
        self.github.fault("GET", "issues/7/comments", body="[1, 2")
        self.github.fault("GET", "check-runs", raw=b"no HTTP at all\r\n\r\n")
        self.judge()
        self.assertEqual(self.published(), (1, 1))

    def test_answers_of_another_shape(self):
        for body in ("null", "[]", "{}", '"x"', '[{"id": "x"}]', '{"number": -1}'):
            with self.subTest(body):
                for pattern in ("/pulls/7$", "issues/7/comments", "check-runs"):
                    self.github.fault("GET", pattern, body=body)
                self.github.fault("POST", "/graphql", body=body)
                self.judge()
                self.github.faults.clear()

    def test_a_rate_limit_that_ends_soon_is_waited_for(self):
        limit = {"status": 403, "body": '{"message": "API rate limit exceeded"}'}
        self.github.fault("GET", "/pulls/7$", headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 1)}, **limit)
        self.github.fault("POST", "issues/7/comments", headers={"Retry-After": "1"}, **limit)
        self.judge()
        self.assertEqual(self.published(), (1, 1))

    def test_a_rate_limit_that_ends_late_is_said(self):
        self.github.fault("POST", "check-runs", times=9, status=429, headers={"Retry-After": "3600"})
        job = self.judge()
        self.assertRegex(job.out, r"::notice .*rate limit is used up for another 3600 s")
        self.assertEqual(self.published(), (1, 0))

    def test_a_redirect_to_another_host_gets_no_token_and_no_post(self):
        seen = []

        class Other(http.server.BaseHTTPRequestHandler):
            def do_any(self):
                seen.append((self.command, self.headers.get("Authorization"), self.rfile.read(int(self.headers.get("Content-Length") or 0))))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST = do_PATCH = do_any

            def log_message(self, *_):
                pass

        other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other)
        threading.Thread(target=other.serve_forever, daemon=True).start()
        self.addCleanup(other.server_close)
        self.addCleanup(other.shutdown)
        away = {"status": 307, "headers": {"Location": f"http://127.0.0.1:{other.server_port}/x"}}
        for method, pattern in (("GET", "/pulls/7$"), ("POST", "/graphql"), ("POST", "/check-runs$")):
            self.github.fault(method, pattern, **away)
        job = self.judge()
        self.assertEqual(seen, [("GET", None, b"")], job.out)
        self.assertEqual(len(self.github.checks), 0)

    def test_a_redirect_on_the_same_host_is_followed_with_the_same_words(self):
        path = "/repos/ann/shop/issues/7/comments"
        self.github.fault("POST", path, status=307, headers={"Location": path})
        self.judge()
        self.assertEqual(self.published(), (1, 1))
        self.assertEqual(len({str(each["body"]) for each in self.github.asked("POST", "issues/7/comments")}), 1)

    def test_nobody_listens(self):
        job = self.judge("http://127.0.0.1:9")
        self.assertIn("cannot ask 127.0.0.1", job.out)

    def test_a_token_that_is_not_valid(self):
        job = self.runner.run_action(self.runner.pull_request(GITHUB_API_URL=self.github.url), token="wr0ng")
        self.assertEqual(job.code, 1)
        self.assertIn("the token is not valid", job.out)
        self.assertNotIn("wr0ng", job.out)
        self.assertEqual(self.published(), (0, 0))


if __name__ == "__main__":
    unittest.main()
