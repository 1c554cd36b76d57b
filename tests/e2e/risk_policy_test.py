"""The risk policy by the real binary: bands, what they ask for, and what reports and the ledger keep of it."""
import json
import unittest

from repo import Repo

CONFIG = "version: 1\nanalyzers: { clang: off }\npolicies:\n  findings: off\n  risk: "


class Weighed(Repo):
    """A main branch with `past` commits and the policy's options; a topic branch with one commit by Ann."""

    def __init__(self, options, past=60, message="topic"):
        super().__init__()
        self.git("fast-import", "--quiet", input=self.stream(past, CONFIG + options + "\n").encode())
        self.git("reset", "-q", "--hard", "main")
        self.git("checkout", "-q", "-b", "topic")
        self.head = self.commit({"pay/charge.py": "def charge():\n    return 2\n", "web/view.py": "x = 2\n"}, message)

    @staticmethod
    def stream(commits, config):
        """Every fourth commit mends something in pay/, the others add to web/."""
        out = []
        for i in range(commits):
            mends = i % 4 == 3
            text = f"def charge():\n    return {i}\n" if mends else f"x = {i}\n" * (i % 5 + 1)
            message = f"Fix wrong charge {i}" if mends else f"Add view {i}"
            out.append(f"commit refs/heads/main\ncommitter Bo <bo@example.com> {1700000000 + 40000 * i} +0100\n"
                       f"data {len(message)}\n{message}\n")
            files = {"pay/charge.py" if mends else f"web/view{i % 7}.py": text}
            if i == 0:
                files[".gate.yml"] = config
            for path, data in files.items():
                out.append(f"M 100644 inline {path}\ndata {len(data)}\n{data}\n")
        return "".join(out)

    def judge(self, *arguments, approvals=None):
        extra = []
        if approvals is not None:
            path = self.path.parent / "approvals.json"
            path.write_text(json.dumps({"author": "ann", **approvals}))
            extra = ["--approvals", str(path)]
        return self.check("--base", "main", *extra, *arguments)


def rulings(result):
    return [ruling for ruling in result.json["rulings"] if ruling["policy"] == "risk"]


class Bands(unittest.TestCase):
    def test_every_change_is_above_nothing(self):
        with Weighed("{ block: 0% }") as repo:
            result = repo.judge()
            self.assertEqual(result.code, 1, result.out)
            (ruling,) = rulings(result)
            self.assertEqual((ruling["status"], ruling["condition"]), ("fail", "below 0% (block)"))
            self.assertTrue(ruling["value"].startswith("probability "), ruling)
            self.assertTrue(any(line.startswith("model ") for line in ruling["details"]), ruling)

    def test_the_report_and_the_ledger_hold_the_same_history(self):
        with Weighed("{ warn: 0% }") as repo:
            result = repo.judge()
            self.assertEqual(result.code, 0, result.out)
            risk = result.json["history"]["risk"]
            self.assertTrue(risk["available"])
            self.assertAlmostEqual(risk["base"] + sum(reason["amount"] for reason in risk["reasons"]),
                                   risk["probability"], places=6)
            record = json.loads(repo.gate("ledger", "show", result.json["ledger_id"]).out)
            stored = record["facts"]["history"]["risk"]
            for name, value in risk.items():
                if name != "percentile" or value is not None:
                    self.assertEqual(stored[name], value, name)

    def test_people_see_the_reasons(self):
        with Weighed("{ warn: 0% }") as repo:
            text = repo.gate("check", "--base", "main").out
            self.assertIn("\nRisk\n  probability ", text)
            self.assertIn("  Why\n", text)
            self.assertIn("### Risk", repo.gate("check", "--base", "main", "--report", "markdown").out)

    def test_a_short_history_is_no_data(self):
        with Weighed("{ warn: p90 }", past=1) as repo:
            result = repo.judge()
            self.assertEqual(result.code, 3, result.out)
            (ruling,) = rulings(result)
            self.assertEqual((ruling["status"], ruling["value"]), ("no-data", "unknown"))
            self.assertFalse(result.json["history"]["risk"]["available"])
            self.assertIn("\nRisk\n  not known: ", repo.gate("check", "--base", "main").out)

    def test_no_data_can_be_mapped(self):
        with Weighed("{ warn: p90, on_no_data: warn }", past=1) as repo:
            self.assertEqual(repo.judge().code, 0)

    def test_nothing_is_weighed_where_nobody_asks(self):
        with Weighed("off") as repo:
            self.assertNotIn("history", repo.judge().json)

    def test_a_band_that_is_none_is_a_mistake_with_its_place(self):
        with Weighed("{ warn: 90 }") as repo:
            result = repo.judge()
            self.assertEqual(result.code, 2, result.out)
            self.assertIn(".gate.yml", result.err)
            self.assertIn("must be a percentile such as p90", result.err)


class Demands(unittest.TestCase):
    def test_approvals_are_counted_without_the_review_policy(self):
        with Weighed("{ review: { 0%: 1, 100%: 9 } }") as repo:
            self.assertEqual(repo.judge(approvals={"reviews": []}).code, 1)
            own = {"reviews": [{"user": "ann", "state": "approved"}]}
            self.assertEqual(repo.judge(approvals=own).code, 1)
            result = repo.judge(approvals={"reviews": [{"user": "cy", "state": "approved"}]})
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual([ruling["condition"] for ruling in rulings(result)],
                             ["the risk is known", "at least 1 approval at 0% of risk"])

    def test_a_required_team(self):
        with Weighed('{ reviewers: { 0%: ["@shop/pay"] } }') as repo:
            approvals = {"reviews": [{"user": "cy", "state": "approved"}], "teams": {"@shop/pay": ["dee"]}}
            self.assertEqual(repo.judge(approvals=approvals).code, 1)
            approvals["teams"]["@shop/pay"].append("cy")
            self.assertEqual(repo.judge(approvals=approvals).code, 0)

    def test_before_the_pipeline_nobody_is_asked(self):
        with Weighed("{ review: { 0%: 1 } }") as repo:
            result = repo.judge()
            self.assertEqual(result.code, 0, result.out)
            self.assertEqual(rulings(result)[1]["status"], "not-applicable")

    def test_lines_to_review(self):
        with Weighed("{ max_review_lines: { 0%: 3 } }") as repo:
            result = repo.judge()
            self.assertEqual(result.code, 0 if rulings(result)[1]["value"] in ("1 line", "2 lines", "3 lines") else 1)
            repo.commit({"big.py": "y = 1\n" * 9})
            self.assertEqual(repo.judge().code, 1)

    def test_an_assistant_shifts_the_band(self):
        with Weighed("{ warn: 100%, ai_assisted: 100 }",
                     message="topic\n\nCo-authored-by: Claude <noreply@anthropic.com>") as repo:
            (ruling,) = rulings(repo.judge())
            self.assertEqual(ruling["status"], "warn", ruling)
            self.assertIn("Co-authored-by: Claude <noreply@anthropic.com>", ruling["reason"])

    def test_a_critical_path_shifts_the_band(self):
        with Weighed('{ warn: 100%, critical: ["pay/**"], critical_shift: 100 }') as repo:
            (ruling,) = rulings(repo.judge())
            self.assertEqual(ruling["status"], "warn", ruling)
            self.assertIn("pay/charge.py is critical (pay/**)", ruling["reason"])


class Words(unittest.TestCase):
    def test_explain_prints_the_analyzer_and_the_policy(self):
        with Repo() as repo:
            page = repo.gate("explain", "risk").out
            for words in ("analyzer risk: ", "policy risk: ", "max_review_lines", "on_no_data"):
                self.assertIn(words, page)


if __name__ == "__main__":
    unittest.main()
