"""Tools that fail, and what a tool can and cannot reach: through the real binary, with small programs as tools."""
import hashlib
import os
import pathlib
import tempfile
import unittest

from tool_repo import ToolRepo

LINES = r"^(?P<path>[^:]+):(?P<line>\d+): (?P<message>.*)$"
FOLDER = ".gate/plugins/tool"


def plugin(**more):
    spec = {"name": "tool", "run": ["{plugin}/tool.sh", "{files}"], "folder": FOLDER, "input": "files",
            "output": "regex", "pattern": LINES, "severity": "high", "paths": ["*.txt"], **more}
    return {key: value for key, value in spec.items() if value is not None}


class ScriptRepo(ToolRepo):
    """The tool is a shell script of the target."""

    def __init__(self, script, files=None, **more):
        super().__init__(plugin(**more))
        self.write(f"{FOLDER}/tool.sh", "#!/bin/sh\n" + script + "\n")
        os.chmod(self.path / FOLDER / "tool.sh", 0o755)
        self.commit(files)


class Trouble(unittest.TestCase):
    def assert_error(self, repo, *words, **more):
        result = repo.change({"a.txt": "one\n"}, **more)
        run = repo.run_of(result)
        self.assertEqual((result.code, run["state"]), (3, "error"), result.out)
        for word in ("plugin tool: ", *words):
            self.assertIn(word, run["reason"])
        self.assertNotIn("gate-run-", run["reason"])
        self.assertEqual(result.ruling("completeness")["status"], "error")
        self.assertIn("tool", result.ruling("completeness")["reason"])
        self.assertIn("a.txt: tool did not look at it", run["not_checked"])

    def test_it_works_when_nothing_is_wrong(self):
        with ScriptRepo('for f; do echo "$f:1: found"; done') as repo:
            result = repo.change({"a.txt": "one\n", "other.md": "x\n"})
            self.assertEqual((repo.told(result), result.code), (["tool/finding a.txt:1"], 1), result.out)

    def test_not_installed(self):
        with ToolRepo(plugin(run=["no-such-tool-anywhere", "{files}"], folder=None)) as repo:
            self.assert_error(repo, "no-such-tool-anywhere is not installed")

    def test_the_folder_is_not_there(self):
        with ToolRepo(plugin()) as repo:
            self.assert_error(repo, FOLDER, "no such folder")

    def test_not_executable(self):
        with ToolRepo(plugin(), {f"{FOLDER}/tool.sh": "#!/bin/sh\n"}) as repo:
            self.assert_error(repo, "{plugin}/tool.sh is not there or not executable")

    def test_a_link_in_its_folder(self):
        with ScriptRepo("echo") as repo:
            os.symlink("/etc/passwd", repo.path / FOLDER / "link")
            repo.commit()
            self.assert_error(repo, "plain files only", "link")

    def test_crashes(self):
        with ScriptRepo("echo 'last words' >&2; kill -SEGV $$") as repo:
            self.assert_error(repo, "SIGSEGV", "last words")

    def test_another_exit_code(self):
        with ScriptRepo("echo 'no such rule' >&2; exit 2") as repo:
            self.assert_error(repo, "ended with code 2", "no such rule")

    def test_exit_codes_that_mean_done_are_configured(self):
        with ScriptRepo('echo "$1:1: found"; exit 66', **{"exit-codes": [66]}) as repo:
            result = repo.change({"a.txt": "one\n"})
            self.assertEqual(repo.told(result), ["tool/finding a.txt:1"])

    def test_too_slow(self):
        with ScriptRepo("sleep 600", timeout="1s") as repo:
            self.assert_error(repo, "did not end within 1 s", "`timeout:`")

    def test_writes_without_end(self):
        with ScriptRepo("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done", **{"output-limit": "1MiB"}) as repo:
            self.assert_error(repo, "1")

    def test_complains_and_is_not_understood(self):
        with ScriptRepo("echo 'cannot load the module'; exit 1") as repo:
            self.assert_error(repo, "ended with code 1", "`pattern:` finds nothing")
        with ScriptRepo("exit 1") as repo:
            self.assert_error(repo, "ended with code 1 and wrote nothing")

    def test_garbage_where_a_document_is_needed(self):
        for output, text in (("sarif", "{"), ("sarif", "garbage"), ("rdjson", "[]"), ("checkstyle", "<a>"), ("junit", "x")):
            with self.subTest(output=output, text=text), ScriptRepo(f"echo '{text}'", output=output, pattern=None) as repo:
                self.assert_error(repo, "the output of tool")

    def test_nothing_where_a_document_is_needed(self):
        for output in ("sarif", "rdjson"):
            with self.subTest(output=output), ScriptRepo("exit 0", output=output, pattern=None) as repo:
                self.assert_error(repo, "ended with code 0 and wrote nothing")

    def test_nothing_where_nothing_is_an_answer(self):
        for output in ("checkstyle", "rdjsonl"):
            with self.subTest(output=output), ScriptRepo("exit 0", output=output, pattern=None) as repo:
                self.assertEqual(repo.change({"a.txt": "one\n"}).code, 0)

    def test_an_output_file_is_read_instead(self):
        with ScriptRepo('echo "noise:1: noise"; echo "a.txt:1: found" > "$1"', run=["{plugin}/tool.sh", "{output}"]) as repo:
            self.assertEqual(repo.told(repo.change({"a.txt": "one\n"})), ["tool/finding a.txt:1"])

    def test_an_output_file_that_leads_elsewhere_is_not_followed(self):
        with ScriptRepo('ln -s /etc/passwd "$1"', run=["{plugin}/tool.sh", "{output}"]) as repo:
            self.assert_error(repo, "symbolic link")
        script = 'd=${1%/*}; mv "$d" moved; ln -s "$PWD/moved" "$d"; echo "a.txt:1: found" > "$1"'
        with ScriptRepo(script, run=["{plugin}/tool.sh", "{output}"]) as repo:
            self.assert_error(repo, "symbolic link")

    def test_places_outside_of_the_repository_are_counted(self):
        script = 'echo "/etc/passwd:1: x"; echo "../b.txt:1: y"; echo "$PWD/$1:1: absolute"; echo "./$1:2: relative"'
        with ScriptRepo(script) as repo:
            result = repo.change({"a.txt": "one\ntwo\n"})
            self.assertEqual(repo.told(result), ["tool/finding a.txt:1", "tool/finding a.txt:2"])
            self.assertIn("2 results about files that are not of the repository", " ".join(repo.run_of(result)["notes"]))

    def test_the_private_folder_is_named_nowhere(self):
        with ScriptRepo('echo "$PWD/$1:1: look at $PWD/$1"') as repo:
            result = repo.change({"a.txt": "one\n"})
            self.assertEqual([finding["message"] for finding in result.findings()], ["look at a.txt"])
            self.assertNotIn("gate-run-", result.out)

    def test_the_private_folder_is_gone_whatever_was_made_there(self):
        script = ('mkdir -p d/e/f; chmod 000 d/e/f; chmod 500 d; i=0; while [ $i -lt 300 ]; do mkdir -p long-name-$i; '
                  'cd long-name-$i; i=$((i+1)); done; ln -s / root; echo')
        with tempfile.TemporaryDirectory(prefix="gate-test-") as temporary:
            env = {"TMPDIR": temporary}
            with ScriptRepo(script) as repo:
                self.assertEqual(repo.run_of(repo.change({"a.txt": "one\n"}, env=env))["state"], "ran")
            with ScriptRepo('echo "a.txt:1: $TMPDIR"; kill -KILL $$') as repo:
                self.assert_error(repo, "SIGKILL", env=env)
            self.assertEqual(os.listdir(temporary), [])


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="gate-test-")
        self.addCleanup(folder.cleanup)
        self.program = pathlib.Path(folder.name) / "bin/tool"
        self.program.parent.mkdir()
        self.program.write_text('#!/bin/sh\necho "$1:1: found"\n')
        self.program.chmod(0o755)
        self.digest = hashlib.sha256(self.program.read_bytes()).hexdigest()

    def test_a_pinned_program_runs_and_another_does_not(self):
        with ToolRepo(plugin(run=[str(self.program), "{files}"], folder=None, sha256=self.digest)) as repo:
            self.assertEqual(repo.told(repo.change({"a.txt": "one\n"})), ["tool/finding a.txt:1"])
            self.program.write_text("#!/bin/sh\nexit 0\n")
            other = hashlib.sha256(self.program.read_bytes()).hexdigest()
            result = repo.change({"a.txt": "two\n"})
            self.assertEqual(result.code, 3)
            for digest in (self.digest, other):
                self.assertIn(digest, repo.run_of(result)["reason"])

    def test_a_program_of_the_checkout_is_not_run(self):
        script = '#!/bin/sh\necho "$1:1: planted"\n'
        with ToolRepo(plugin(run=["tool", "{files}"], folder=None)) as repo:
            repo.write("bin/tool", script)
            os.chmod(repo.path / "bin/tool", 0o755)
            path = f"{repo.path}/bin:bin:.:{self.program.parent}:{os.environ['PATH']}"
            result = repo.change({"a.txt": "one\n"}, env={"PATH": path})
            self.assertEqual([finding["message"] for finding in result.findings()], ["found"])


class Reach(unittest.TestCase):
    def messages(self, repo, files=None, **more):
        result = repo.change(files or {"a.txt": "one\n"}, **more)
        self.assertEqual(repo.run_of(result)["state"], "ran", result.out)
        return [finding["message"] for finding in result.findings() if finding["rule"].startswith("tool/")]

    def test_no_token_and_nothing_else_in_its_environment(self):
        with ScriptRepo('env | sed "s/^/a.txt:1: /"') as repo:
            names = {message.split("=")[0] for message in
                     self.messages(repo, env={"GITHUB_TOKEN": "t", "MY_SECRET": "s", "PLAIN": "p", "BASH_ENV": "/x"})}
            self.assertLessEqual(names, {"PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_",
                                         "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                         "XDG_RUNTIME_DIR"})
            self.assertLessEqual({"PATH", "HOME", "TMPDIR", "LC_ALL"}, names)

    def test_variables_of_the_allow_list(self):
        with ScriptRepo('echo "a.txt:1: $GITHUB_TOKEN $PLAIN"', env=["GITHUB_TOKEN", "PLAIN"]) as repo:
            self.assertEqual(self.messages(repo, env={"GITHUB_TOKEN": "t", "PLAIN": "p"}), ["t p"])

    def test_with_executes_head_what_may_hold_a_secret_is_held_back(self):
        names = ["GITHUB_TOKEN", "AWS_REGION", "DEPLOY_KEY", "DB_PASSWORD", "GITHUB_ENV", "HTTPS_PROXY", "PLAIN"]
        script = "env | grep -E '" + "|".join(names) + "' | sed 's/^/a.txt:1: /'"
        with ScriptRepo(script, env=names, **{"executes-head": True}) as repo:
            values = dict.fromkeys(names, "v")
            values["HTTPS_PROXY"] = "http://user:password@proxy:8080"
            result = repo.change({"a.txt": "one\n"}, env=values)
            self.assertEqual([finding["message"] for finding in result.findings()], ["PLAIN=v"])
            notes = " ".join(repo.run_of(result)["notes"])
            for name in names[:-1]:
                self.assertIn(f"{name} was held back", notes)
            self.assertNotIn("password@", result.out)

    def test_what_is_analysed_is_the_commit_not_the_checkout(self):
        with ScriptRepo('sed "s/^/a.txt:1: /" "$1"') as repo:
            repo.commit({"a.txt": "committed\n"})
            repo.write("a.txt", "only in the work tree\n")
            repo.write("b.txt", "untracked\n")
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual([finding["message"] for finding in result.findings()], ["committed"])

    def test_the_tool_of_the_change_or_the_work_tree_is_not_run(self):
        with ScriptRepo('echo "$1:1: target"') as repo:
            repo.commit({f"{FOLDER}/tool.sh": '#!/bin/sh\necho "$1:1: change"\n', "a.txt": "one\n"})
            repo.write(f"{FOLDER}/tool.sh", '#!/bin/sh\necho "$1:1: work tree"\n')
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual([finding["message"] for finding in result.findings() if finding["rule"].startswith("tool/")],
                             ["target"])

    def test_a_tree_has_every_file_and_no_others(self):
        script = 'find . -type f | sort | sed "s/^/a.txt:1: /"'
        with ScriptRepo(script, input="tree", folder=FOLDER) as repo:
            messages = self.messages(repo, {"a.txt": "one\n", "deep/b.md": "two\n"})
            self.assertEqual(messages, [f"./{name}" for name in (".gate.yml", f"{FOLDER}/tool.sh", "a.txt", "deep/b.md")])

    def test_the_exposed_folder_is_the_checkouts_and_no_link(self):
        with ScriptRepo('echo "a.txt:1: $(cat parts/x)"', input="tree", expose=["parts"]) as repo:
            repo.write("parts/x", "untracked")
            repo.write(".git/info/exclude", "parts/\n")
            repo.write("a.txt", "one\n")
            repo.git("add", "a.txt")
            repo.git("commit", "-q", "-m", "change")
            result = repo.check("HEAD~1..HEAD")
            self.assertEqual([finding["message"] for finding in result.findings()], ["untracked"], result.out)
            os.remove(repo.path / "parts/x")
            os.rmdir(repo.path / "parts")
            os.symlink(".git", repo.path / "parts")
            result = repo.check("HEAD~1..HEAD")
            self.assertIn("reached by a symbolic link", repo.run_of(result)["reason"])

    def needs_sandbox(self, run):
        if "its own files (" not in run["sandbox"]:
            self.skipTest(f"this machine restricts no files: {run['sandbox']}")

    def test_it_cannot_read_the_checkout_or_the_home_folder(self):
        with tempfile.TemporaryDirectory(prefix="gate-test-home-") as home:
            (pathlib.Path(home) / "secret").write_text("secret of home")
            with ToolRepo(plugin()) as repo:
                repo.write("untracked.key", "secret of checkout")
                repo.write(".git/info/exclude", "untracked.key\n")
                repo.write(f"{FOLDER}/tool.sh", f'#!/bin/sh\nfor f in {home}/secret {repo.path}/untracked.key '
                           f'{repo.path}/.git/config; do echo "a.txt:1: $(cat $f 2>&1)"; done\n')
                os.chmod(repo.path / FOLDER / "tool.sh", 0o755)
                repo.git("add", "-A")
                repo.git("commit", "-q", "-m", "tool")
                repo.write("a.txt", "one\n")
                repo.git("add", "-A")
                repo.git("commit", "-q", "-m", "change")
                result = repo.check("HEAD~1..HEAD", env={"HOME": home})
                self.needs_sandbox(repo.run_of(result))
                messages = [finding["message"] for finding in result.findings()]
                self.assertEqual(len(messages), 3, result.out)
                self.assertNotIn("secret of", result.out)
                self.assertNotIn("repositoryformatversion", result.out)

    def test_it_cannot_write_to_its_own_folder_or_elsewhere(self):
        target = pathlib.Path(tempfile.gettempdir()) / f"gate-test-written-{os.getpid()}"
        script = f'echo x > {target}; echo x > "${{0%/*}}/new"; echo "a.txt:1: $(ls "${{0%/*}}")"; echo x > mine && echo "a.txt:1: mine"'
        with ScriptRepo(script) as repo:
            result = repo.change({"a.txt": "one\n"})
            self.addCleanup(target.unlink, missing_ok=True)
            self.needs_sandbox(repo.run_of(result))
            self.assertEqual(sorted(finding["message"] for finding in result.findings()), ["mine", "tool.sh"])
            self.assertFalse(target.exists())


if __name__ == "__main__":
    unittest.main()
