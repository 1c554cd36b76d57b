"""What the action writes to a pull request, against GitHub's API on loopback: every request and answer is held against GitHub's own description."""
import json
import re
import unittest

from github.runner import Runner, payload
from github.server import BOT, GitHub

GOOD = "a = 1\nb = 2\nc = 3\n"
BROKEN = "a = 1\nb = (\nc = 3\n"
REVIEW = "version: 1\npolicies: { review: { approvals: 1 } }\n"


class Published(unittest.TestCase):
    """A pull request on which the action's steps are run."""

    def setUp(self):
        self.github = self.enterContext(GitHub())

    def runner(self, head_files, base_files=None):
        runner = self.enterContext(Runner(base_files or {"a.py": GOOD}, head_files))
        self.show(runner)
        return runner

    def show(self, runner):
        """GitHub's side of the pull request, as it stands now."""
        self.github.pull(7, runner.head)
        self.github.files = runner.patches()

    def judge(self, runner, event="pull_request", env=None, **inputs):
        env = env or runner.pull_request(event, GITHUB_API_URL=self.github.url)
        job = runner.run_action(env, {name.replace("_", "-"): value for name, value in inputs.items()})
        self.assertNotIn("s3cret", job.out + job.summary)
        return job

    def bodies(self):
        return [comment["json"]["body"] for comment in self.github.comments]


class Comment(Published):
    def test_one_comment_is_made_then_changed_and_fixed_findings_are_struck_out(self):
        runner = self.runner({"a.py": BROKEN})
        job = self.judge(runner)
        self.assertEqual(job.code, 1, job.out)
        (first,) = self.bodies()
        self.assertTrue(first.startswith("<!-- gate:comment gate -->\n## ❌ gate: fail"), first)
        self.assertIn(f"https://github.com/ann/shop/blob/{runner.merged}/a.py#L2", first)
        self.assertIn("| ❌ fail | findings |", first)
        self.assertIn("**next:**", first)
        self.assertNotIn("### Fixed", first)

        runner.push({"a.py": GOOD.replace("2", "4")})
        self.show(runner)
        self.assertEqual(self.judge(runner).code, 0)
        (second,) = self.bodies()
        self.assertIn("## ✅ gate: pass", second)
        self.assertRegex(second, r"### Fixed\n\n- ~~<code>a\.py&#58;2</code> .+~~ <code>syntax/")
        self.assertEqual(len(self.github.asked("POST", "/issues/7/comments")), 1)
        self.github.check_exchanges(self)

    def test_only_our_own_comment_is_touched(self):
        runner = self.runner({"a.py": BROKEN})
        marker = "<!-- gate:comment gate -->\nnot gate's"
        for user in ({"login": "mallory", "type": "User"}, {"login": "other[bot]", "type": "Bot"}):
            self.github.add_comment(7, marker, user)
        self.github.add_comment(7, "quoting <!-- gate:comment gate -->", BOT)
        self.judge(runner)
        self.assertEqual(len(self.bodies()), 4)
        self.assertEqual(self.bodies()[:2], [marker, marker])
        self.assertEqual(self.github.asked("PATCH", "comments"), [])

    def test_a_persons_or_an_apps_token_finds_its_own(self):
        runner = self.runner({"a.py": BROKEN})
        for login in ("ann", "judge[bot]"):
            with self.subTest(login):
                self.github.login = login
                self.github.comments.clear()
                for _ in range(2):
                    self.judge(runner)
                self.assertEqual([comment["json"]["user"]["login"] for comment in self.github.comments], [login])

    def test_two_gates_of_a_repository_have_a_comment_each(self):
        runner = self.runner({"a.py": BROKEN})
        for name in ("gate", "gate nightly", "gate"):
            self.judge(runner, name=name)
        self.assertEqual(len(self.bodies()), 2)
        self.assertEqual({check["name"] for check in self.github.checks}, {"gate", "gate nightly"})

    def test_runs_at_the_same_time_leave_one_comment(self):
        runner = self.runner({"a.py": BROKEN})
        other = "<!-- gate:comment gate -->\nthe other run's"

        def race():
            self.github.before_post = None
            self.github.add_comment(7, other)
        self.github.before_post = race
        self.judge(runner)
        (body,) = self.bodies()
        self.assertIn("❌ gate: fail", body)
        self.github.check_exchanges(self)

    def test_an_older_verdict_does_not_replace_a_newer_one(self):
        runner = self.runner({"a.py": BROKEN})
        self.judge(runner, json_file="gate.json")
        report = json.loads((runner.path / "gate.json").read_text())
        (before,), checks = self.bodies(), len(self.github.checks)
        report["time"] -= 60
        runner.write("old.json", json.dumps(report))
        result = self.publish(runner, "old.json")
        self.assertEqual(result.code, 0, result.out)
        self.assertIn("newer verdict", result.out)
        self.assertEqual((self.bodies(), len(self.github.checks)), ([before], checks))

    def publish(self, runner, file, *arguments, **more):
        env = runner.pull_request(GITHUB_API_URL=self.github.url, GITHUB_TOKEN="s3cret", **more)
        return runner.gate("publish", "--from", file, *arguments, env=env)

    def test_wrong_words_are_usage_errors(self):
        runner = self.runner({"a.py": BROKEN})
        runner.write("gate.json", "{}")
        for wrong in (["--pull-request", "7/files"], ["--pull-request", "1e3"], ["--commit", "main"], ["--name", "a-->b"], ["--comment", "maybe"]):
            result = self.publish(runner, "gate.json", *wrong)
            self.assertEqual(result.code, 2, result.out + result.err)
        self.assertEqual(self.publish(runner, "missing.json").code, 3)
        self.assertEqual(self.github.exchanges, [])

    def test_a_pull_request_that_moved_on_is_left_to_its_own_run(self):
        runner = self.runner({"a.py": BROKEN})
        self.github.pull(7, "b" * 40)
        job = self.judge(runner, review_comments="on")
        self.assertIn("has moved on", job.out)
        self.assertEqual(self.bodies(), [])
        self.assertEqual(self.github.checks[0]["head_sha"], runner.head)

    def test_it_stays_below_what_github_takes(self):
        names = {f"folder/{'n' * 60}{i}.py": "x = (\n" for i in range(300)}
        runner = self.runner(names)
        self.judge(runner)
        (body,) = self.bodies()
        self.assertLess(len(body), 65_535)
        self.assertRegex(body, r"… and \d+ more findings")
        runner.push({name: "x = 1\n" for name in names})
        self.show(runner)
        self.judge(runner)
        (body,) = self.bodies()
        self.assertLess(len(body), 65_535)
        self.assertEqual(body.count("- ~~"), 20)
        self.assertRegex(body, r"- and \d+ more")
        self.github.check_exchanges(self)

    def test_a_broken_state_is_no_state(self):
        runner = self.runner({"a.py": GOOD.replace("2", "4")})
        for state in ("bm8ganNvbg==", "eyJ2IjogMX0=", "!!", "A" * 50_000):
            self.github.comments.clear()
            self.github.add_comment(7, f"<!-- gate:comment gate -->\n<!-- gate:state {state} -->")
            self.assertEqual(self.judge(runner).code, 0)
            (body,) = self.bodies()
            self.assertNotIn("### Fixed", body)

    def test_a_merge_queue_entry_and_a_push_have_a_check_and_no_comment(self):
        runner = self.runner({"a.py": BROKEN})
        runner.git("checkout", "-q", "topic")
        group = payload("merge_group", merge_group={"base_sha": runner.base, "head_sha": runner.head, "base_ref": "refs/heads/main",
                                                    "head_ref": "refs/heads/gh-readonly-queue/main/pr-7-" + runner.base})
        push = payload("push", before=runner.base, ref="refs/heads/topic", after=runner.head)
        for event, body in (("merge_group", group), ("push", push)):
            with self.subTest(event):
                self.github.checks.clear()
                job = self.judge(runner, env=runner.environment(event, body, GITHUB_API_URL=self.github.url))
                self.assertEqual(job.code, 1, job.out)
                self.assertEqual([check["head_sha"] for check in self.github.checks], [runner.head])
                self.assertEqual(self.bodies(), [])


class Check(Published):
    def test_an_approval_evaluates_the_same_check_again(self):
        runner = self.runner({"a.py": GOOD.replace("2", "4")}, {"a.py": GOOD, ".gate.yml": REVIEW})
        env = runner.pull_request(GITHUB_API_URL=self.github.url)
        self.assertEqual(self.judge(runner, env=env).code, 1)
        self.github.approve("bob", runner.head)
        job = self.judge(runner, "pull_request_review")
        self.assertEqual(job.code, 0, job.out)
        checks = [(check["name"], check["head_sha"], check["conclusion"]) for check in self.github.checks]
        self.assertEqual(checks, [("gate", runner.head, "failure"), ("gate", runner.head, "success")])
        self.assertEqual(len(self.bodies()), 1)
        self.github.check_exchanges(self)

    def test_where_it_cannot_be_written_it_says_which_to_run_again(self):
        runner = self.runner({"a.py": GOOD.replace("2", "4")})
        self.github.permissions = {"pulls"}
        url = "https://github.com/ann/shop/actions/runs/99"
        self.github.runs = [{"name": "other", "url": url + "1", "head_sha": runner.head}, {"name": "gate", "url": url, "head_sha": runner.head}]
        job = self.judge(runner, "pull_request_review")
        self.assertEqual(job.code, 0, job.out)
        self.assertRegex(job.out, r"::notice .*checks: write")
        self.assertRegex(job.out, f"::notice .*run this check again .*{re.escape(url)}\n")
        self.github.check_exchanges(self)

    def test_annotations_beyond_the_steps_ten_come_fifty_a_request(self):
        runner = self.runner({f"f{i:03}.py": "x = (\n" for i in range(130)})
        job = self.judge(runner)
        self.assertEqual(len(re.findall("(?m)^::error ", job.out)), 10)
        (check,) = self.github.checks
        self.assertEqual(len(check["annotations"]), 120)
        self.assertEqual(len({each["path"] for each in check["annotations"]}), 120)
        sent = [each["body"]["output"]["annotations"] for each in self.github.exchanges if "check-runs" in each["path"] and each["body"]]
        self.assertEqual([len(each) for each in sent], [50, 50, 20])
        self.github.check_exchanges(self)

    def test_a_jobs_check_of_the_same_name_is_left_alone(self):
        runner = self.runner({"a.py": BROKEN})
        self.github.checks.append({**self.job_check(runner.head)})
        self.judge(runner)
        self.assertEqual(len(self.github.checks), 2)
        self.assertEqual(self.github.asked("PATCH", "check-runs"), [])

    def job_check(self, head):
        from github.server import example
        return example("check-run-example-of-completed-conclusion", name="gate", head_sha=head, external_id="0f5a8e4b-1c2d",
                       annotations=[])


class ReviewComments(Published):
    # An unclosed call on one line, whose fix the analyzer offers.
    SCRIPT = "const a = f(1;\n"

    def test_fixes_are_suggested_on_lines_of_the_diff_and_once(self):
        runner = self.runner({"a.js": "const z = 0;\n" + self.SCRIPT}, {"a.js": "const z = 0;\n"})
        self.judge(runner, review_comments="on")
        (review,) = self.github.reviews
        (comment,) = review["comments"]
        self.assertEqual((review["commit_id"], review["event"], comment["path"], comment["line"], comment["side"]),
                         (runner.head, "COMMENT", "a.js", 2, "RIGHT"))
        self.assertIn("```suggestion\nconst a = f(1);\n```", comment["body"])
        job = self.judge(runner, review_comments="on")
        self.assertEqual(len(self.github.reviews), 1, job.out)
        self.assertIn("nothing new", job.out)
        self.github.check_exchanges(self)

    def test_the_line_is_that_of_the_branch_where_main_moved_on(self):
        base = "".join(f"const n{i} = {i};\n" for i in range(20))
        runner = self.runner({"a.js": base + self.SCRIPT}, {"a.js": base})
        runner.git("checkout", "-q", "main")
        runner.commit({"a.js": "const first = 0;\n\n\n" + base}, "lines above")
        runner.merge()
        self.github.files = [{"filename": "a.js", "patch": f"@@ -18,3 +18,4 @@\n const n17 = 17;\n const n18 = 18;\n const n19 = 19;\n+{self.SCRIPT}"}]
        job = self.judge(runner, review_comments="on", json_file="gate.json")
        findings = json.loads((runner.path / "gate.json").read_text())["findings"]
        self.assertEqual([finding["line"] for finding in findings], [24], job.out)
        self.assertEqual([comment["line"] for comment in self.github.reviews[0]["comments"]], [21])

    def test_what_the_diff_does_not_show_has_no_comment(self):
        runner = self.runner({"a.js": self.SCRIPT}, {"a.js": "f();\n"})
        self.github.files = [{"filename": "a.js", "patch": ""}, {"filename": "b.js", "patch": "@@ -1 +1 @@\n-x\n+y"}]
        job = self.judge(runner, review_comments="on")
        self.assertEqual(self.github.reviews, [])
        self.assertIn("1 finding not on lines of the diff", job.out)

    def test_twenty_at_most_and_the_rest_is_said(self):
        runner = self.runner({f"f{i:02}.js": self.SCRIPT for i in range(25)})
        job = self.judge(runner, review_comments="on")
        self.assertEqual(len(self.github.reviews[0]["comments"]), 20)
        self.assertIn("5 more findings left out", job.out)
        self.assertIn("5 more findings left out", self.github.reviews[0]["body"])
        self.github.check_exchanges(self)


if __name__ == "__main__":
    unittest.main()
