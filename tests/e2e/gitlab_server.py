"""GitLab's API v4 on loopback, as strict as its documentation: paths, methods, tokens, query, bodies, pages."""
import http.server
import json
import re
import threading
import urllib.parse

TOKEN = "glpat-secretsecretsecret"
JOB_TOKEN = "glcbt-secretsecretsecret"
# What a job token may read ("CI/CD job token"); all else needs an access token.
JOB_TOKEN_MAY = re.compile(r"/projects/\d+/merge_requests/\d+(/notes)?")
NOTE_LIMIT = 1_000_000  # characters


class GitLab:
    """`with GitLab(head) as gitlab:` project 42 with merge request 7; faults: path -> a function that answers instead."""

    def __init__(self, head, author="ann", bot=99):
        self.head, self.author, self.bot = head, author, bot
        self.users = {"ann": 1, "bo": 2, "cy": 3, "eve": 4}
        self.names = {"ann": "Ann", "bo": "Bo Bear", "cy": "Cy", "eve": "Eve"}
        self.levels = {"ann": 40, "bo": 30, "cy": 40, "eve": 20}
        self.groups = {"shop/core": {"bo": 30}}
        self.approved, self.requested = [], []  # (user, time), user
        self.versions = [("2026-01-02T00:00:00.000Z", head)]
        self.commits = [{"id": head, "author_name": "Ann", "author_email": "ann@example.com", "committer_name": "Ann",
                         "committer_email": "ann@example.com"}]
        self.notes = []
        self.asked, self.violations, self.faults = [], [], {}
        self.page_size = 2
        gitlab = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):  # noqa: N802 (the library's name)
                gitlab.answer(self)

            do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/api/v4"

    def user(self, name):
        return {"id": self.users[name], "username": name, "name": self.names[name], "state": "active"}

    def answer(self, handler):
        url = urllib.parse.urlsplit(handler.path)
        path = url.path.removeprefix("/api/v4")
        query = dict(urllib.parse.parse_qsl(url.query))
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        private, job = handler.headers.get("PRIVATE-TOKEN"), handler.headers.get("JOB-TOKEN")
        self.asked.append((handler.command, path, private or job))
        if not url.path.startswith("/api/v4/"):
            self.violations.append(f"outside of the API: {handler.path}")
        if handler.headers.get("Authorization"):
            self.violations.append("a token of another kind was sent")
        if path in self.faults:
            return self.faults[path](handler)
        if private != TOKEN and not (job == JOB_TOKEN and JOB_TOKEN_MAY.fullmatch(path) and handler.command == "GET"):
            return self.send(handler, 401, {"message": "401 Unauthorized"})
        status, value = self.route(handler.command, path, query, body, handler.headers)
        if status == 400:
            self.violations.append(f"{handler.command} {handler.path}: {value}")
        if isinstance(value, list):
            return self.send_page(handler, path, query, value)
        return self.send(handler, status, value)

    def route(self, method, path, query, body, headers):
        request = "/projects/42/merge_requests/7"
        pages = {"page", "per_page"}
        gets = {
            "/user": (set(), lambda: {"id": self.bot, "username": "project_42_bot", "name": "gate"}),
            "/users": ({"username"} | pages, lambda: [self.user(name) for name in self.users if name == query.get("username")]),
            request: (set(), lambda: {"id": 1007, "iid": 7, "project_id": 42, "sha": self.head, "state": "opened",
                                      "author": self.user(self.author)}),
            request + "/approvals": (set(), lambda: {"id": 1007, "iid": 7, "approved": bool(self.approved), "approved_by": [
                {"user": self.user(name), **({"approved_at": time} if time else {})} for name, time in self.approved]}),
            request + "/reviewers": (pages, lambda: [{"user": self.user(name), "state": "requested_changes"}
                                                     for name in self.requested]),
            request + "/versions": (pages, lambda: [{"id": i, "head_commit_sha": sha, "created_at": time}
                                                    for i, (time, sha) in enumerate(reversed(self.versions))]),
            request + "/commits": (pages, lambda: self.commits),
            request + "/notes": (pages | {"sort", "order_by"}, lambda: self.notes),
        }
        if method == "GET":
            if member := re.fullmatch(r"/projects/42/members/all/(\d+)", path):
                name = next((name for name, number in self.users.items() if number == int(member[1])), None)
                if name not in self.levels:
                    return 404, {"message": "404 Not found"}
                return 200, {**self.user(name), "access_level": self.levels[name]}
            if group := re.fullmatch(r"/groups/([^/]+)/members", path):
                members = self.groups.get(urllib.parse.unquote(group[1]))
                if members is None:
                    return 404, {"message": "404 Group Not Found"}
                return 200, [{**self.user(name), "access_level": level} for name, level in members.items()]
            if path not in gets:
                return 404, {"error": "404 Not Found"}
            allowed, make = gets[path]
            if set(query) - allowed:
                return 400, f"unknown query {set(query) - allowed}"
            return 200, make()
        return self.write_note(method, path, query, body, headers, request)

    def write_note(self, method, path, query, body, headers, request):
        if query or headers.get("Content-Type") != "application/json":
            return 400, "a body is sent as application/json"
        value = json.loads(body)
        if set(value) != {"body"} or not isinstance(value["body"], str) or len(value["body"]) > NOTE_LIMIT:
            return 400, "body is missing, or there is more"
        if method == "POST" and path == request + "/notes":
            note = {"id": 500 + len(self.notes), "body": value["body"], "system": False, "author": {"id": self.bot}}
            self.notes.append(note)
            return 201, note
        for note in self.notes:
            if method == "PUT" and path == f"{request}/notes/{note['id']}":
                if note["author"]["id"] != self.bot:
                    return 403, {"message": "403 Forbidden"}
                note["body"] = value["body"]
                return 200, note
        return 400, "no such way to write"

    def send_page(self, handler, path, query, items):
        page, size = int(query.get("page", 1)), min(int(query.get("per_page", 20)), self.page_size)
        shown = items[(page - 1) * size:page * size]
        headers = {}
        if page * size < len(items):
            following = urllib.parse.urlencode({**query, "page": page + 1})
            headers["Link"] = f'<{self.url}{path}?{following}>; rel="next", <{self.url}{path}?page=1>; rel="first"'
        self.send(handler, 200, shown, headers)

    @staticmethod
    def send(handler, status, value, headers=None):
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data)))
        for name, text in (headers or {}).items():
            handler.send_header(name, text)
        handler.end_headers()
        handler.wfile.write(data)
