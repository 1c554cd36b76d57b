"""GitHub's API on loopback, as far as gate speaks to it. Answers begin as the examples of GitHub's own description; every exchange is kept, to be
held against that description afterwards."""
import copy
import functools
import http.server
import json
import pathlib
import re
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).parent
DESCRIPTION = HERE / "node_modules/@octokit/openapi/generated/api.github.com.json"
BOT = {"login": "github-actions[bot]", "type": "Bot", "id": 41898282}


@functools.cache
def examples():
    if not DESCRIPTION.exists():
        raise unittest.SkipTest("GitHub's description is not installed: run scripts/setup")
    return json.loads(DESCRIPTION.read_text())["components"]["examples"]


def example(name, /, **changes):
    """The example of that name with `changes`; a dictionary changes only its own keys."""
    value = copy.deepcopy(examples()[name]["value"])
    value = value[0] if isinstance(value, list) else value
    for key, change in changes.items():
        value[key] = {**value[key], **change} if isinstance(change, dict) and isinstance(value.get(key), dict) else change
    return value


class GitHub:
    """`with GitHub() as github:` one repository, ann/shop, with pull request 7 by default."""

    def __init__(self, token="s3cret", permissions=("pulls", "checks")):
        self.token, self.permissions, self.login = token, set(permissions), BOT["login"]
        self.pulls, self.files, self.parents = {}, [], {}
        self.comments, self.checks, self.reviews, self.review_comments, self.runs, self.approvals = [], [], [], [], [], []
        self.exchanges, self.headers, self.faults, self.lock = [], [], [], threading.RLock()
        self.before_post = None
        self.next_id = 1000

    def __enter__(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self):
                server.handle(self)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_one

            def log_message(self, *_):
                pass

        examples()
        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.httpd.server_port}"
        return self

    def __exit__(self, *_):
        self.httpd.shutdown()
        self.httpd.server_close()

    def pull(self, number, head, owner="ann", branch="topic"):
        self.pulls[number] = {"number": number, "head": head, "owner": owner, "branch": branch}

    def approve(self, login, commit):
        self.approvals.append(example("pull-request-review-items", user={"login": login}, state="APPROVED", commit_id=commit,
                                      author_association="MEMBER", submitted_at="2026-01-02T03:04:05Z"))

    def fault(self, method, pattern, times=1, **what):
        """The next requests of that kind go wrong: status=, headers=, body=, raw= (bytes), delay= (seconds), then=True (done all the same)."""
        self.faults.append({"method": method, "pattern": re.compile(pattern), "times": times, **what})

    def asked(self, method, pattern):
        return [each for each in self.exchanges if each["method"] == method and re.search(pattern, each["path"])]

    def check_exchanges(self, test):
        """Every request and every answer is as GitHub's description says."""
        exchanges = [each for each in self.exchanges if each["path"] != "/graphql"]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(json.dumps(each) + "\n" for each in exchanges)
            file.flush()
            done = subprocess.run(["node", HERE / "check_exchanges.mjs", file.name], capture_output=True, text=True, check=False)
        if done.returncode == 77:
            test.skipTest(done.stderr.strip())
        test.assertEqual(done.returncode, 0, done.stderr[:4000])

    # What follows runs on the server's threads.

    def handle(self, request):
        url = urllib.parse.urlsplit(request.path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        length = int(request.headers.get("Content-Length") or 0)
        text = request.rfile.read(length)
        body = json.loads(text) if text else None
        fault = self.take_fault(request.command, url.path)
        if fault is None or fault.get("then"):
            with self.lock:
                status, answer, headers = self.answer(request, url.path, query, body)
        if fault is not None:
            time.sleep(fault.get("delay", 0))
            status, answer, headers = fault.get("status", 200), None, fault.get("headers", {})
        with self.lock:
            self.headers.append(dict(request.headers))
            self.exchanges.append({"method": request.command, "path": url.path, "query": query, "body": body,
                                   "status": status, "answer": answer})
        payload = json.dumps(answer).encode() if fault is None else fault.get("body", "").encode()
        if status == 204:
            payload = b""
        if fault is not None and "raw" in fault:
            request.wfile.write(fault["raw"])
            request.close_connection = True
            return
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Type", "application/json; charset=utf-8")
        request.send_header("Content-Length", str(len(payload)))
        request.end_headers()
        request.wfile.write(payload)

    def take_fault(self, method, path):
        with self.lock:
            for fault in self.faults:
                if fault["times"] > 0 and fault["method"] == method and fault["pattern"].search(path):
                    fault["times"] -= 1
                    return fault
        return None

    def answer(self, request, path, query, body):
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"message": "Bad credentials"}, {}
        for method, pattern, needs, work in self.routes():
            found = re.fullmatch(pattern, path)
            if found is None or method != request.command:
                continue
            if needs and needs not in self.permissions:
                return 403, {"message": "Resource not accessible by integration"}, {}
            return (*work(self, found, query, body), {}) if work.__code__.co_argcount == 4 else work(self, found, query)
        return 404, {"message": "Not Found"}, {}

    def new_id(self):
        self.next_id += 1
        return self.next_id

    def pull_json(self, pull):
        head = {"sha": pull["head"], "ref": pull["branch"], "label": f"{pull['owner']}:{pull['branch']}"}
        return example("pull-request", number=pull["number"], head=head, requested_teams=[])

    def get_pull(self, found, _query, _body):
        pull = self.pulls.get(int(found[1]))
        return (200, self.pull_json(pull)) if pull else (404, {"message": "Not Found"})

    def list_pulls(self, _found, query, _body):
        head = query.get("head", "")
        chosen = [pull for pull in self.pulls.values() if f"{pull['owner']}:{pull['branch']}" == head]
        items = [example("pull-request-simple-items", number=pull["number"], head={"sha": pull["head"]},
                         requested_teams=[]) for pull in chosen]
        return 200, items

    def list_files(self, _found, _query, _body):
        return 200, [example("diff-entry-items", **file) for file in self.files]

    def get_commit(self, found, _query, _body):
        if found[1] not in self.parents:
            return 404, {"message": "Not Found"}
        parent = example("git-commit")["parents"][0]
        return 200, example("git-commit", sha=found[1], parents=[{**parent, "sha": sha} for sha in self.parents[found[1]]])

    def list_comments(self, found, query):
        """Two a page, so that the pages are followed."""
        page = int(query.get("page", 1))
        mine = [each["json"] for each in self.comments if each["number"] == int(found[1])]
        headers = {}
        if len(mine) > 2 * page:
            headers["Link"] = f'<{self.url}{found[0]}?per_page=100&page={page + 1}>; rel="next"'
        return 200, mine[2 * page - 2:2 * page], headers

    def add_comment(self, number, body, user=None):
        identity = self.new_id()
        comment = example("issue-comment", id=identity, body=body, user=user or BOT,
                          html_url=f"https://github.com/ann/shop/pull/{number}#issuecomment-{identity}")
        self.comments.append({"number": int(number), "json": comment})
        return comment

    def post_comment(self, found, _query, body):
        if self.before_post:
            self.before_post()
        return 201, self.add_comment(found[1], body["body"], {"login": self.login, "type": "Bot" if "[bot]" in self.login else "User"})

    def comment_of(self, identity):
        return next((each for each in self.comments if each["json"]["id"] == int(identity)), None)

    def patch_comment(self, found, _query, body):
        comment = self.comment_of(found[1])
        if comment is None:
            return 404, {"message": "Not Found"}
        comment["json"]["body"] = body["body"]
        return 200, comment["json"]

    def delete_comment(self, found, _query, _body):
        self.comments.remove(self.comment_of(found[1]))
        return 204, None

    def list_checks(self, found, query, _body):
        runs = [run for run in self.checks if run["head_sha"] == found[1] and run["name"] == query.get("check_name", run["name"])]
        return 200, {"total_count": len(runs), "check_runs": runs}

    def post_check(self, _found, _query, body):
        output = {key: value for key, value in body["output"].items() if key != "annotations"}
        identity = self.new_id()
        run = example("check-run-example-of-completed-conclusion", id=identity, name=body["name"], head_sha=body["head_sha"],
                      status=body["status"], conclusion=body["conclusion"], external_id=body["external_id"],
                      output={**output, "annotations_count": 0}, html_url=f"https://github.com/ann/shop/runs/{identity}")
        run["annotations"] = list(body["output"].get("annotations", []))
        self.checks.append(run)
        return 201, {key: value for key, value in run.items() if key != "annotations"}

    def patch_check(self, found, _query, body):
        run = next(run for run in self.checks if run["id"] == int(found[1]))
        run["annotations"] += body["output"]["annotations"]
        return 200, {key: value for key, value in run.items() if key != "annotations"}

    def list_review_comments(self, _found, _query, _body):
        return 200, self.review_comments

    def post_review(self, found, _query, body):
        self.reviews.append(body)
        for comment in body["comments"]:
            self.review_comments.append(example("pull-request-review-comment-items", id=self.new_id(), body=comment["body"],
                                                user={"login": self.login, "type": "Bot"}))
        return 200, example("pull-request-review", html_url=f"https://github.com/ann/shop/pull/{found[1]}#pullrequestreview-1")

    def list_reviews(self, _found, _query, _body):
        return 200, self.approvals

    def list_commits(self, _found, _query, _body):
        return 200, []

    def list_runs(self, _found, query, _body):
        runs = [example("workflow-run", name=run["name"], html_url=run["url"], head_sha=run["head_sha"]) for run in self.runs
                if run["head_sha"] == query["head_sha"] and query["event"] == "pull_request"]
        return 200, {"total_count": len(runs), "workflow_runs": runs}

    def viewer(self, _found, _query, body):
        assert body == {"query": "query { viewer { login } }"}, body
        return 200, {"data": {"viewer": {"login": self.login}}}

    def routes(self):
        repo = "/repos/ann/shop"
        return [
            ("POST", "/graphql", None, GitHub.viewer),
            ("GET", rf"{repo}/pulls/(\d+)", None, GitHub.get_pull),
            ("GET", rf"{repo}/pulls", None, GitHub.list_pulls),
            ("GET", rf"{repo}/pulls/(\d+)/files", None, GitHub.list_files),
            ("GET", rf"{repo}/git/commits/([0-9a-f]+)", None, GitHub.get_commit),
            ("GET", rf"{repo}/issues/(\d+)/comments", None, GitHub.list_comments),
            ("POST", rf"{repo}/issues/(\d+)/comments", "pulls", GitHub.post_comment),
            ("PATCH", rf"{repo}/issues/comments/(\d+)", "pulls", GitHub.patch_comment),
            ("DELETE", rf"{repo}/issues/comments/(\d+)", "pulls", GitHub.delete_comment),
            ("GET", rf"{repo}/commits/([0-9a-f]+)/check-runs", None, GitHub.list_checks),
            ("POST", rf"{repo}/check-runs", "checks", GitHub.post_check),
            ("PATCH", rf"{repo}/check-runs/(\d+)", "checks", GitHub.patch_check),
            ("GET", rf"{repo}/pulls/(\d+)/comments", None, GitHub.list_review_comments),
            ("POST", rf"{repo}/pulls/(\d+)/reviews", "pulls", GitHub.post_review),
            ("GET", rf"{repo}/pulls/(\d+)/reviews", None, GitHub.list_reviews),
            ("GET", rf"{repo}/pulls/(\d+)/commits", None, GitHub.list_commits),
            ("GET", rf"{repo}/actions/runs", None, GitHub.list_runs),
        ]
