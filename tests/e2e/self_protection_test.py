"""A change that edits what judges it does not let itself through, and the edit is shown to the reader."""
import json
import os
import unittest

from repo import ROOT, Repo

BAD = {"a.py": "a = (\n"}
# A tool of the team: it finds the word BAD. As an attacker would have it, it finds nothing.
FINDER = """#!/bin/sh
for file in "$@"; do
  grep -n BAD "$file" | while IFS=: read -r line rest; do echo "$file:$line: no BAD here"; done
done
exit 0
"""
BLIND = "#!/bin/sh\nexit 0\n"
PLUGIN = """version: 1
plugins:
  - name: finder
    run: [sh, "{plugin}/finder.sh", "{files}"]
    folder: .gate/plugins/finder
    input: files
    output: regex
    pattern: "^(?P<path>[^:]+):(?P<line>[0-9]+): (?P<message>.*)$"
    severity: high
"""
PLUGIN_FILE = ".gate/plugins/finder/finder.sh"


class Protected(unittest.TestCase):
    def judge(self, target, change, **more):
        """The verdict on a change from `target`'s branch, judged by the target's policy."""
        repo = Repo()
        self.addCleanup(repo.__exit__)
        repo.commit({"a.py": "a = 1\n", **target})
        repo.git("checkout", "-q", "-b", "topic")
        repo.commit(change, **more)
        self.repo = repo
        return repo.check("--base", "main", "--policy", "main")

    def assert_held_back(self, result, edited):
        self.assertEqual(result.code, 1, result.out + result.err)
        edits = {finding["path"] for finding in result.findings() if finding["rule"] == "gate/policy-edited"}
        self.assertEqual(edits, set(edited))

    def test_the_configuration(self):
        strict = "version: 1\npolicies: { findings: { block: low } }\n"
        for weak in ("version: 1\nanalyzers: { syntax: off }\n", "version: 1\nrules: { \"**\": off }\n",
                     "version: 1\npaths: { exclude: [\"**\"] }\n", "version: 1\npolicies: { findings: off }\n",
                     "version: 1\nlimits: { file_bytes: 1 }\n"):
            for target in ({}, {".gate.yml": strict}):
                with self.subTest(weak=weak, target=target):
                    self.assert_held_back(self.judge(target, {**BAD, ".gate.yml": weak}), {".gate.yml"})

    def test_the_configuration_deleted(self):
        strict = {".gate.yml": "version: 1\npolicies: { findings: { block: medium } }\n"}
        result = self.judge(strict, {}, remove=(".gate.yml",))
        self.assert_held_back(result, {".gate.yml"})

    def test_the_owners(self):
        policy = {".gate.yml": "version: 1\npolicies: { review: { approvals: 1, owners: true } }\n"}
        for path in ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"):
            with self.subTest(path):
                self.judge({**policy, path: "* @bo\n"}, {"a.py": "a = 2\n", path: "* @mallory\n"})
                approvals = {"author": "ann", "reviews": [{"user": "mallory", "state": "approved"}]}
                (self.repo.path.parent / "approvals.json").write_text(json.dumps(approvals))
                result = self.repo.check("--base", "main", "--policy", "main", "--approvals", "../approvals.json")
                self.assert_held_back(result, {path})
                self.assertIn("@bo must approve", result.out)

    def test_the_baseline(self):
        self.judge({}, BAD)
        self.assertEqual(self.repo.gate("baseline", "create").code, 0)
        accepted = (self.repo.path / ".gate/baseline.json").read_text()
        self.assertIn("a.py", accepted)
        result = self.judge({}, {**BAD, ".gate/baseline.json": accepted})
        self.assert_held_back(result, {".gate/baseline.json"})

    def test_a_plugins_file(self):
        target = {".gate.yml": PLUGIN, PLUGIN_FILE: FINDER}
        before = self.judge(target, {"b.txt": "a BAD word\n"})
        self.assertEqual(before.code, 1, before.out + before.err)
        result = self.judge(target, {"b.txt": "a BAD word\n", PLUGIN_FILE: BLIND})
        self.assert_held_back(result, {PLUGIN_FILE})
        self.assertIn("b.txt", {finding["path"] for finding in result.findings()})

    def test_a_plugins_declaration(self):
        target = {".gate.yml": PLUGIN, PLUGIN_FILE: FINDER}
        for weak in ("version: 1\n", PLUGIN.replace("severity: high", "severity: low"),
                     PLUGIN.replace("severity: high", "severity: high\n    paths: [nothing]"),
                     PLUGIN.replace("finder.sh", "blind.sh"), PLUGIN.replace("high", "high\n    timeout: 1ms")):
            with self.subTest(weak):
                result = self.judge(target, {"b.txt": "a BAD word\n", ".gate.yml": weak})
                self.assertEqual(result.code, 1, result.out + result.err)
                self.assertIn(".gate.yml", {finding["path"] for finding in result.findings()})

    def test_a_plugin_that_only_the_change_names_is_never_run(self):
        marker = "ran"
        spy = PLUGIN.replace("finder", "spy")
        script = f"#!/bin/sh\ntouch /tmp/{marker}-$$ $OLDPWD/{marker} 2>/dev/null\nexit 0\n"
        result = self.judge({}, {**BAD, ".gate.yml": spy, ".gate/plugins/spy/spy.sh": script})
        self.assert_held_back(result, {".gate.yml", ".gate/plugins/spy/spy.sh"})
        run = next(run for run in result.json["analyzers"] if run["name"] == "spy")
        self.assertEqual(run["state"], "not-checked")
        self.assertIn("new in this change", run["reason"])
        self.assertFalse((self.repo.path / marker).exists())

    def test_the_workflow(self):
        workflows = {
            ".github/workflows/gate.yml": (ROOT / "ci-examples/github-actions.yml").read_text(),
            ".gitlab-ci.yml": (ROOT / "ci-examples/gitlab-ci.yml").read_text(),
            ".gitlab/ci/checks.yml": "gate:\n  script: [gate check]\n",
            ".pre-commit-config.yaml": (ROOT / "ci-examples/pre-commit-config.yaml").read_text(),
            "lefthook.yml": (ROOT / "ci-examples/lefthook.yml").read_text(),
            "tools/action.yml": "runs: { using: composite, steps: [{ run: gate check, shell: bash }] }\n",
        }
        for path, text in workflows.items():
            with self.subTest(path):
                loosened = text.replace("gate check", "true || gate check") + "# loosened\n"
                self.assert_held_back(self.judge({path: text}, {**BAD, path: loosened}), {path})
                removed = self.judge({path: text}, BAD, remove=(path,))
                self.assert_held_back(removed, {path})
                alone = self.judge({path: text, ".gate.yml": "version: 1\npolicies: { findings: { block: medium } }\n"},
                                   {path: loosened})
                self.assert_held_back(alone, {path})

    def test_a_renamed_workflow(self):
        path = ".github/workflows/gate.yml"
        text = (ROOT / "ci-examples/github-actions.yml").read_text()
        result = self.judge({path: text}, {**BAD, ".github/off.yml": text}, remove=(path,))
        self.assertEqual(result.code, 1)
        self.assertIn("gate/policy-edited", {finding["rule"] for finding in result.findings()})

    def test_a_workflow_of_another_thing_is_not_gates(self):
        other = {".github/workflows/docs.yml": "on: push\njobs: { propagate: { steps: [{ run: make gateway }] } }\n"}
        result = self.judge({}, other)
        self.assertEqual(result.code, 0, result.out)
        self.assertEqual(result.findings(), [])

    def test_suppressions_are_shown(self):
        result = self.judge({}, {"a.py": "a = (  # gate:ignore[syntax/missing-token]\n"})
        self.assertNotEqual(result.code, 0, result.out)

    def test_a_symbolic_link_as_configuration_is_an_error_that_says_so(self):
        repo = Repo()
        self.addCleanup(repo.__exit__)
        repo.commit({"a.py": "a = 1\n"})
        repo.git("checkout", "-q", "-b", "topic")
        repo.write("weak/gate.yml", "version: 1\nanalyzers: { syntax: off }\n")
        os.symlink("weak/gate.yml", repo.path / ".gate.yml")
        repo.commit(BAD)
        result = repo.check("--base", "main", "--policy", "main")
        self.assertEqual(result.code, 2, result.out)
        self.assertIn("symbolic link", result.err)
        self.assertIn(".gate.yml", result.err)


if __name__ == "__main__":
    unittest.main()
