"""In a made-up GitLab runner: which base is chosen, approvals and the note by an API on loopback, the example's job."""
import json
import re
import subprocess
import unittest

from gitlab_server import JOB_TOKEN, TOKEN, GitLab
from repo import ROOT, Repo, with_gate_in_path
from reports_check import check_junit, validate

try:
    import yaml
except ImportError:
    yaml = None

ZERO = "0" * 40
REVIEW = "version: 1\npolicies: { review: { approvals: 1 } }\n"


class Runner(Repo):
    """A clone as GitLab's runner makes one for a merge request: its head alone, detached; the target is not fetched."""

    def __init__(self, target_files, topic_files, owners=""):
        super().__init__()
        if owners:
            target_files = {**target_files, ".gitlab/CODEOWNERS": owners}
        self.base = self.commit(target_files, "base")
        self.git("checkout", "-q", "-b", "topic")
        self.head = self.commit(topic_files, "head")
        self.git("checkout", "-q", "main")
        self.tip = self.commit({"other.txt": "moved on\n"}, "main moved on")
        self.origin = self.path
        self.path = self.origin.parent / "checkout"
        self.path.mkdir()
        self.git("init", "-q")
        self.git("remote", "add", "origin", str(self.origin))
        self.git("fetch", "-q", "origin", "+refs/heads/topic:refs/remotes/origin/merge-requests/7/head")
        self.git("checkout", "-q", "--detach", self.head)

    def variables(self, gitlab=None, **more):
        return {"CI": "true", "GITLAB_CI": "true", "CI_PROJECT_ID": "42", "CI_PROJECT_URL": "https://gitlab.example.com/shop/app",
                "CI_API_V4_URL": gitlab.url if gitlab else "http://127.0.0.1:9/api/v4", "CI_DEFAULT_BRANCH": "main",
                "CI_COMMIT_SHA": self.head, "CI_JOB_URL": "https://gitlab.example.com/shop/app/-/jobs/8",
                "CI_JOB_TOKEN": JOB_TOKEN, "CI_COMMIT_BEFORE_SHA": ZERO, "CI_PIPELINE_SOURCE": "push", **more}

    def merge_request(self, gitlab=None, **more):
        return self.variables(gitlab, **{
            "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "42",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base,
            "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "", **more})


PLAIN = ({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"})
BROKEN = ({"a.py": "a = 1\n"}, {"a.py": "a = (\n"})


class Base(unittest.TestCase):
    def test_a_merge_request_is_judged_from_where_it_left_its_target(self):
        with Runner(*PLAIN) as runner:
            report = runner.check(env=runner.merge_request()).json
            self.assertEqual(report["base"], runner.base)
            self.assertEqual(report["policy_commit"], runner.tip)
            self.assertEqual([file["path"] for file in report["files"]], ["a.py"])

    def test_a_merged_results_pipeline_is_judged_from_its_first_parent(self):
        with Runner(*PLAIN) as runner:
            runner.git("fetch", "-q", "origin", "main")
            runner.git("checkout", "-q", "--detach", runner.tip)
            runner.git("merge", "-q", "--no-ff", "-m", "merge", runner.head)
            env = runner.merge_request(CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=runner.head,
                                       CI_MERGE_REQUEST_TARGET_BRANCH_SHA=runner.tip,
                                       CI_COMMIT_SHA=runner.git("rev-parse", "HEAD"))
            report = runner.check(env=env).json
            self.assertEqual((report["base"], report["policy_commit"]), (runner.tip, runner.tip))

    def test_a_target_that_cannot_be_had_falls_back_to_the_pipelines_word(self):
        with Runner(*PLAIN) as runner:
            runner.git("remote", "set-url", "origin", "/nonexistent")
            report = runner.check(env=runner.merge_request()).json
            self.assertEqual(report["base"], runner.base)
            self.assertIn("may be old", json.dumps(report["notes"]) + json.dumps(report))

    def test_a_push_to_the_default_branch_and_one_of_a_new_branch(self):
        with Runner(*PLAIN) as runner:
            runner.git("fetch", "-q", "origin", "+refs/heads/main:refs/remotes/origin/main")
            env = runner.variables(CI_COMMIT_BEFORE_SHA=runner.base, CI_COMMIT_SHA=runner.tip, CI_COMMIT_BRANCH="main")
            runner.git("checkout", "-q", "--detach", runner.tip)
            self.assertEqual(runner.check(env=env).json["base"], runner.base)
            runner.git("checkout", "-q", "--detach", runner.head)
            self.assertEqual(runner.check(env=runner.variables(CI_COMMIT_BRANCH="topic")).json["base"], runner.base)


class Approvals(unittest.TestCase):
    def judged(self, prepare, owners="", policy=REVIEW, code=None, **more):
        with Runner({**PLAIN[0], ".gate.yml": policy}, PLAIN[1], owners) as runner, GitLab(runner.head) as gitlab:
            prepare(gitlab, runner)
            result = runner.check(env=runner.merge_request(gitlab, **{"GITLAB_TOKEN": TOKEN, **more}))
            self.assertEqual(gitlab.violations, [])
            self.assertNotIn(TOKEN, result.out + result.err)
            self.assertNotIn(JOB_TOKEN, result.out + result.err)
            if code is not None:
                self.assertEqual(result.code, code, result.out + result.err)
            self.tokens = {token for _, _, token in gitlab.asked}
            return result

    def approve(self, *users, at="2026-01-03T00:00:00.000Z"):
        return lambda gitlab, _: gitlab.approved.extend((user, at) for user in users)

    def details(self, result):
        return " ".join(result.ruling("review")["details"])

    def test_an_approval_by_somebody_who_may_merge_counts(self):
        self.judged(self.approve("bo"), code=0)
        self.assertEqual(self.tokens, {TOKEN})

    def test_nobody_the_author_and_a_reporter_do_not(self):
        self.judged(lambda *_: None, code=1)
        self.assertIn("author of the pull request", self.details(self.judged(self.approve("ann"), code=1)))
        self.assertIn("cannot write", self.details(self.judged(self.approve("eve"), code=1)))

    def test_who_wrote_a_commit_does_not(self):
        def prepare(gitlab, _):
            self.approve("bo")(gitlab, _)
            gitlab.commits += [{**gitlab.commits[0], "author_name": "Someone"}, {**gitlab.commits[0], "author_name": "BO BEAR"}]
        self.assertIn("wrote or committed", self.details(self.judged(prepare, code=1)))

    def test_an_approval_of_an_earlier_version_says_so(self):
        def prepare(gitlab, runner):
            gitlab.approved = [("bo", "2026-01-02T12:00:00.000+02:00"), ("cy", None)]
            gitlab.versions = [("2026-01-02T08:00:00.000Z", runner.base), ("2026-01-02T11:00:00.000Z", runner.head)]
        details = self.details(self.judged(prepare, code=0))
        self.assertIn(f"@bo approved (given on an earlier commit", details)
        self.assertIn("@cy approved", details)
        self.assertEqual(details.count("earlier"), 1)

    def test_a_reviewer_who_asks_for_changes_blocks(self):
        def prepare(gitlab, _):
            self.approve("bo")(gitlab, _)
            gitlab.requested = ["cy"]
        result = self.judged(prepare, code=1)
        self.assertIn("cy", json.dumps([ruling for ruling in result.json["rulings"] if ruling["status"] == "fail"]))

    def test_owners_are_people_and_groups(self):
        policy = "version: 1\npolicies: { review: { approvals: 1, owners: true } }\n"
        self.judged(self.approve("bo"), owners="*.py @shop/core\n", policy=policy, code=0)
        self.judged(self.approve("cy"), owners="*.py @shop/core\n", policy=policy, code=1)
        self.judged(self.approve("cy"), owners="*.py @cy\n", policy=policy, code=0)
        self.judged(self.approve("cy"), owners="*.py @bo\n", policy=policy, code=1)
        unknown = self.judged(self.approve("cy"), owners="*.py @hidden/group\n", policy=policy, code=3)
        self.assertIn("read_api", unknown.out)

    def test_long_lists_are_read_to_their_end(self):
        def prepare(gitlab, _):
            gitlab.page_size = 1
            gitlab.groups["shop/core"] = {"ann": 40, "eve": 20, "cy": 30, "bo": 30}
            self.approve("bo")(gitlab, _)
        policy = "version: 1\npolicies: { review: { approvals: 1, owners: true } }\n"
        self.judged(prepare, owners="*.py @shop/core\n", policy=policy, code=0)

    def test_a_job_token_alone_is_no_data_and_says_what_is_missing(self):
        result = self.judged(self.approve("bo"), code=3, **{"GITLAB_TOKEN": ""})
        self.assertEqual(result.ruling("review")["status"], "no-data")
        self.assertIn("read_api", result.out)
        self.assertEqual(self.tokens, {JOB_TOKEN})

    def test_faults_are_no_data_in_bounded_time(self):
        approvals = "/projects/42/merge_requests/7/approvals"
        send = GitLab.send

        def elsewhere(handler):
            send(handler, 302, {}, {"Location": "http://localhost:9/api/v4/approvals"})

        def truncated(handler):
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            handler.wfile.write(b'{"approved_by": [')
            handler.close_connection = True

        faults = {
            "truncated": truncated,
            "broken": lambda handler: send(handler, 503, {"message": "down"}),
            "garbage": lambda handler: send(handler, 200, b"<html>not json"),
            "another shape": lambda handler: send(handler, 200, {"approved_by": {"user": 1}}),
            "nobody": lambda handler: send(handler, 200, {"approved_by": [{"user": None}]}),
            "refused": lambda handler: send(handler, 403, {"message": "403 Forbidden"}),
            "limited": lambda handler: send(handler, 429, {"message": "slow down"}, {"Retry-After": "86400"}),
            "elsewhere": elsewhere,
            "an echo of the token": lambda handler: send(handler, 400, {"message": TOKEN}),
        }
        for name, fault in faults.items():
            with self.subTest(name):
                policy = REVIEW + "limits: { timeout: 10s }\n"
                self.judged(lambda gitlab, _: gitlab.faults.update({approvals: fault}), policy=policy, code=3)

    def test_a_pipeline_without_a_merge_request_is_not_applicable(self):
        with Runner({**PLAIN[0], ".gate.yml": REVIEW}, PLAIN[1]) as runner, GitLab(runner.head) as gitlab:
            result = runner.check("--base", runner.base, env=runner.variables(gitlab, GITLAB_TOKEN=TOKEN))
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual(result.ruling("review")["status"], "not-applicable")
            self.assertEqual(gitlab.asked, [])


class Note(unittest.TestCase):
    def published(self, runner, gitlab, *arguments, **more):
        env = runner.merge_request(gitlab, **{"GITLAB_TOKEN": TOKEN, **more})
        runner.gate("check", "--report", "json=gate.json", env=env)
        result = runner.gate("publish", "--from", "gate.json", *arguments, env=env)
        self.assertNotIn(TOKEN, result.out + result.err)
        self.assertEqual(gitlab.violations, [])
        return result

    def test_there_is_one_note_and_each_run_writes_it_anew(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            gitlab.notes = [{"id": 1, "body": "<!-- gate:comment gate -->\nplanted", "author": {"id": 4}},
                            {"id": 2, "body": "hello", "author": {"id": 2}}]
            first = self.published(runner, gitlab)
            self.assertEqual(first.code, 0, first.out + first.err)
            self.assertIn("/-/merge_requests/7#note_", first.out)
            own = [note for note in gitlab.notes if note["author"]["id"] == gitlab.bot]
            self.assertEqual(len(own), 1)
            self.assertIn("a.py", own[0]["body"])
            second = self.published(runner, gitlab)
            self.assertEqual(second.code, 0, second.out + second.err)
            self.assertEqual(len(gitlab.notes), 3)
            self.assertIn("planted", gitlab.notes[0]["body"])

    def test_what_was_mended_is_struck_out(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            self.published(runner, gitlab)
            runner.head = gitlab.head = runner.commit({"a.py": "a = 3\n"}, "mended")
            self.assertEqual(self.published(runner, gitlab).code, 0)
            self.assertEqual(len(gitlab.notes), 1)
            self.assertIn("~~", gitlab.notes[0]["body"])

    def test_a_head_that_moved_on_is_left_to_its_own_pipeline(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            gitlab.head = "f" * 40
            result = self.published(runner, gitlab)
            self.assertEqual(result.code, 0, result.out + result.err)
            self.assertIn("moved on", result.out)
            self.assertEqual(gitlab.notes, [])

    def test_a_report_of_another_commit_is_refused(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            result = self.published(runner, gitlab, CI_COMMIT_SHA="e" * 40)
            self.assertEqual(result.code, 0)  # of the merge request's head all the same
            gitlab.head = "f" * 40
            self.assertEqual(self.published(runner, gitlab, CI_COMMIT_SHA="e" * 40).code, 2)

    def test_nothing_in_it_is_a_quick_action(self):
        files = {"b\n_merge.json": '{"a": 1 "b": 2}\n', "b.json": '/merge\n{"a": 1 "b": 2}\n/close\n'}
        with Runner(PLAIN[0], files) as runner, GitLab(runner.head) as gitlab:
            self.assertEqual(self.published(runner, gitlab).code, 0)
            self.assertNotRegex(gitlab.notes[0]["body"], r"(?m)^/")

    def test_without_a_token_that_may_write_it_says_so(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            result = self.published(runner, gitlab, GITLAB_TOKEN="")
            self.assertEqual(result.code, 3)
            self.assertIn("GITLAB_TOKEN", result.out + result.err)
            self.assertEqual(gitlab.notes, [])

    def test_a_note_is_never_written_twice(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            notes, lost = "/projects/42/merge_requests/7/notes", []

            def fault(handler):
                if handler.command == "GET":
                    return GitLab.send(handler, 200, [])
                lost.append(handler.command)
                return GitLab.send(handler, 502, {"message": "done all the same"})

            gitlab.faults[notes] = fault
            self.assertEqual(self.published(runner, gitlab).code, 3)
            self.assertEqual(lost, ["POST"])


@unittest.skipUnless(yaml, "python3-yaml is not installed (scripts/setup)")
class Example(unittest.TestCase):
    """ci-examples/gitlab-ci.yml by a small runner: its rules, variables, script, after_script and artifacts."""

    JOB = yaml.safe_load((ROOT / "ci-examples/gitlab-ci.yml").read_text())["gate"] if yaml else {}

    def selected(self, variables):
        def holds(condition):
            left, right = re.fullmatch(r"(\$\w+) == (\$\w+|\".*\")", condition).groups()
            value = lambda word: variables.get(word[1:], "") if word.startswith("$") else word.strip('"')
            return value(left) == value(right) != ""
        return any(holds(rule["if"]) for rule in self.JOB["rules"])

    def run_job(self, runner, variables):
        self.assertTrue(self.selected(variables))
        with_gate_in_path(runner)
        env = {**runner.env, **variables, **self.JOB["variables"]}
        script = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(self.JOB["script"])], cwd=runner.path, env=env,
                                capture_output=True, check=False, timeout=120)
        after = subprocess.run(["bash", "-c", "\n".join(self.JOB["after_script"])], cwd=runner.path, env=env,
                               capture_output=True, check=False, timeout=120)
        self.assertEqual(self.JOB["artifacts"]["when"], "always")
        for path in [*self.JOB["artifacts"]["paths"], *self.JOB["artifacts"]["reports"].values()]:
            self.assertTrue((runner.path / path).is_file(), path)
        return script.returncode, (script.stdout + script.stderr + after.stdout + after.stderr).decode()

    def artifacts(self, runner):
        reports = self.JOB["artifacts"]["reports"]
        validate(self, ROOT / "tests/schemas/code-quality.schema.json", runner.path / reports["codequality"])
        validate(self, ROOT / "docs/schema/receipt.schema.json", runner.path / "gate-receipt.json")
        cases = check_junit(self, (runner.path / reports["junit"]).read_text())
        return json.loads((runner.path / reports["codequality"]).read_text()), cases

    def test_it_runs_for_merge_requests_and_the_default_branch_only(self):
        request = {"CI_PIPELINE_SOURCE": "merge_request_event"}
        push = {"CI_PIPELINE_SOURCE": "push", "CI_DEFAULT_BRANCH": "main"}
        self.assertTrue(self.selected(request))
        self.assertTrue(self.selected({**push, "CI_COMMIT_BRANCH": "main"}))
        self.assertFalse(self.selected({**push, "CI_COMMIT_BRANCH": "topic"}))

    def test_a_block(self):
        with Runner(*BROKEN) as runner, GitLab(runner.head) as gitlab:
            code, text = self.run_job(runner, runner.merge_request(gitlab, GITLAB_TOKEN=TOKEN))
            self.assertEqual(code, 1, text)
            issues, cases = self.artifacts(runner)
            self.assertEqual({issue["location"]["path"] for issue in issues}, {"a.py"})
            self.assertIn("failure", {case["outcome"] for case in cases})
            self.assertEqual(len(gitlab.notes), 1, text)
            self.assertEqual(gitlab.violations, [])

    def test_a_pass_without_a_token(self):
        with Runner(*PLAIN) as runner, GitLab(runner.head) as gitlab:
            code, text = self.run_job(runner, runner.merge_request(gitlab))
            self.assertEqual(code, 0, text)
            issues, cases = self.artifacts(runner)
            self.assertEqual(issues, [])
            self.assertNotIn("failure", {case["outcome"] for case in cases})
            self.assertEqual(gitlab.asked, [])

    def test_the_default_branchs_report_is_empty(self):
        with Runner(*BROKEN) as runner:
            env = runner.variables(CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=runner.base)
            self.assertEqual(self.run_job(runner, env)[0], 1)
            self.assertEqual(self.artifacts(runner)[0], [])


if __name__ == "__main__":
    unittest.main()
