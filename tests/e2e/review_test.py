"""The review policy by the real binary: approvals from a file, from trailers, from a forge on loopback."""
import http.server
import json
import pathlib
import threading
import unittest

from repo import Repo

CONFIG = "version: 1\npolicies:\n  review: "


class Reviewed(Repo):
    """A target branch with a configuration and CODEOWNERS, and a topic branch with one commit by Ann."""

    def __init__(self, options, owners="/src/ @bo @shop/core\n", message="topic"):
        super().__init__()
        self.commit({".gate.yml": CONFIG + options + "\n", "CODEOWNERS": owners, "src/a.py": "a = 1\n"})
        self.git("checkout", "-q", "-b", "topic")
        self.head = self.commit({"src/a.py": "a = 2\n"}, message)

    def judge(self, approvals, env=None):
        path = self.path.parent / "approvals.json"
        path.write_text(json.dumps(approvals))
        return self.check("--base", "main", "--approvals", str(path), env=env)


def review(user, state="approved", **more):
    return {"user": user, "state": state, **more}


def rulings(result):
    return {ruling["condition"]: ruling for ruling in result.json["rulings"] if ruling["policy"] == "review"}


class FromAFile(unittest.TestCase):
    def test_an_owners_approval_passes(self):
        with Reviewed("{ approvals: 1, owners: true }") as repo:
            result = repo.judge({"author": "ann", "reviews": [review("bo", commit=repo.head)]})
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual({ruling["status"] for ruling in rulings(result).values()}, {"pass"})

    def test_nobody_blocks(self):
        with Reviewed("{ approvals: 1 }") as repo:
            result = repo.judge({"author": "ann", "reviews": []})
            self.assertEqual(result.code, 1)
            ruling = rulings(result)["at least 1 approval"]
            self.assertEqual((ruling["status"], ruling["value"]), ("fail", "no approval that counts"))

    def test_the_author_by_commit_address_does_not_count(self):
        with Reviewed("{ approvals: 1 }", message="topic\n\nCo-authored-by: Cy <cy@example.com>") as repo:
            result = repo.judge({"reviews": [review("ann@example.com"), review("cy@example.com")]})
            self.assertEqual(result.code, 1, result.out)

    def test_an_unknown_team_is_no_data_and_names_the_permission(self):
        with Reviewed("{ approvals: 1, owners: true }", owners="/src/ @shop/core\n") as repo:
            approvals = {"author": "ann", "reviews": [review("bo")]}
            result = repo.judge(approvals)
            self.assertEqual(result.code, 3, result.out)
            self.assertIn("read:org", result.out)
            approvals["teams"] = {"@shop/core": ["bo"]}
            self.assertEqual(repo.judge(approvals).code, 0)

    def test_critical_paths_ask_for_more(self):
        with Reviewed('{ approvals: 1, critical: [{ paths: ["src/**"], approvals: 2 }] }') as repo:
            one = {"author": "ann", "reviews": [review("bo")]}
            self.assertEqual(repo.judge(one).code, 1)
            one["reviews"].append(review("cy"))
            self.assertEqual(repo.judge(one).code, 0)

    def test_a_malformed_file_is_named(self):
        with Reviewed("{ approvals: 1 }") as repo:
            result = repo.judge({"review": []})
            self.assertNotIn(result.code, (0, 1))
            self.assertIn("approvals.json", result.err)
            self.assertIn("reviews", result.err)

    def test_the_change_cannot_appoint_its_owners(self):
        with Reviewed("{ approvals: 1, owners: true }") as repo:
            repo.commit({"CODEOWNERS": "* @mallory\n"}, "take over")
            result = repo.judge({"author": "ann", "reviews": [review("mallory")], "teams": {"@shop/core": ["bo"]}})
            self.assertEqual(result.code, 1, result.out)


class FromTrailers(unittest.TestCase):
    MESSAGE = "topic\n\nReviewed-by: Bo <bo@example.com>"

    def test_they_count_only_where_they_are_trusted(self):
        with Reviewed("{ approvals: 1, trust: [trailers] }", message=self.MESSAGE) as repo:
            result = repo.judge({"reviews": []})
            self.assertEqual(result.code, 0, result.out)
            self.assertIn("unverified", result.out)
        with Reviewed("{ approvals: 1 }", message=self.MESSAGE) as repo:
            result = repo.judge({"reviews": []})
            self.assertEqual(result.code, 1, result.out)


class Forge:
    """GitHub's API on loopback: bodies by path, else 404; remembers who asked with which token."""

    def __init__(self, bodies):
        self.tokens = []
        forge = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802 (the library's name)
                forge.tokens.append(self.headers.get("Authorization"))
                body = bodies.get(self.path.split("?")[0])
                data = json.dumps({"message": "Not Found"} if body is None else body).encode()
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def env(self, repo, **more):
        event = pathlib.Path(repo.path.parent) / "event.json"
        event.write_text(json.dumps({"pull_request": {
            "number": 7, "user": {"login": "ann"}, "head": {"sha": repo.head}, "base": {"ref": "main"}}}))
        return {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_REPOSITORY": "ann/shop",
                "GITHUB_EVENT_PATH": str(event), "GITHUB_EVENT_NAME": "pull_request",
                "GITHUB_API_URL": f"http://127.0.0.1:{self.server.server_port}",
                "GITHUB_TOKEN": "ghs_secretsecret", **more}


def api(repo, *reviews):
    pull = "/repos/ann/shop/pulls/7"
    return {pull: {"user": {"login": "ann"}, "head": {"sha": repo.head}}, pull + "/reviews": list(reviews),
            pull + "/commits": [{"author": {"login": "ann"}, "committer": {"login": "ann"}}]}


def api_review(login, association="MEMBER", **more):
    return {"user": {"login": login}, "state": "APPROVED", "author_association": association,
            "submitted_at": "2026-01-03T00:00:00Z", **more}


class FromGitHub(unittest.TestCase):
    def test_a_members_approval_of_the_head_passes(self):
        with Reviewed("{ approvals: 1, owners: true }") as repo:
            with Forge(api(repo, api_review("bo", commit_id=repo.head))) as forge:
                result = repo.check("--base", "main", env=forge.env(repo))
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual(set(forge.tokens), {"Bearer ghs_secretsecret"})
            self.assertNotIn("ghs_secretsecret", result.out + result.err)

    def test_the_author_and_outsiders_do_not_count(self):
        with Reviewed("{ approvals: 1 }") as repo:
            with Forge(api(repo, api_review("ann"), api_review("eve", "NONE"))) as forge:
                result = repo.check("--base", "main", env=forge.env(repo))
            self.assertEqual(result.code, 1, result.out)
            details = " ".join(rulings(result)["at least 1 approval"]["details"])
            self.assertIn("author of the pull request", details)
            self.assertIn("cannot write", details)

    def test_a_team_that_the_token_cannot_list_is_no_data(self):
        with Reviewed("{ approvals: 1, owners: true }", owners="/src/ @shop/core\n") as repo:
            bodies = api(repo, api_review("bo", commit_id=repo.head))
            with Forge(bodies) as forge:
                result = repo.check("--base", "main", env=forge.env(repo))
                self.assertEqual(result.code, 3, result.out)
                self.assertIn("read:org", result.out)
                bodies["/orgs/shop/teams/core/members"] = [{"login": "bo"}]
                self.assertEqual(repo.check("--base", "main", env=forge.env(repo)).code, 0)

    def test_a_forge_that_refuses_is_no_data(self):
        with Reviewed("{ approvals: 1 }") as repo, Forge({}) as forge:
            result = repo.check("--base", "main", env=forge.env(repo))
            self.assertEqual(result.code, 3, result.out)
            self.assertIn("pull-requests: read", result.out)
            self.assertNotIn("ghs_secretsecret", result.out + result.err)


class Elsewhere(unittest.TestCase):
    def test_on_a_developers_machine_it_is_decided_in_the_pipeline(self):
        with Reviewed("{ approvals: 2, owners: true }") as repo:
            result = repo.check("--base", "main")
            self.assertEqual(result.code, 0, result.out)
            ruling = result.ruling("review")
            self.assertEqual(ruling["status"], "not-applicable")
            self.assertIn("pipeline", ruling["reason"])


if __name__ == "__main__":
    unittest.main()
