"""Plugins that mean harm or are broken: each ends in a ruling that names it, or its attempts fail; soon, and with
nothing left running."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from repo import GATE, ROOT, Repo  # noqa: E402

HOSTILE = pathlib.Path(__file__).parent / "plugins"
# Plenty for a loaded machine; a plugin is given 3 s, and 600 is what the hanging ones would like to take.
BOUND = 120

FILES = "only the system's and its own files"

# What the reason must say, for plugins that cannot have done their work.
BROKEN = {
    "answers_twice": "nobody had asked for|more than it was asked for",
    "closes_stdout": "closed its standard output",
    "deep_json": "levels|line",
    "endless_errors": "did not answer within",
    "endless_line": "line of more than|wrote more than",
    "endless_lines": "nobody had asked for|more than it was asked for|wrote more than",
    "exits": "ended with code 1: nothing to say",
    "fork_bomb": "processes at a time|of memory",
    "half_an_answer": "did not answer within",
    "ignores_signals": "did not answer within",
    "memory_bomb": "more than 300 MiB of memory",
    "not_utf8": "UTF-8",
    "senseless_places": "path must be",
    "sleeps": "did not answer within",
    "speaks_first": "nobody had asked for|type",
    "wrong_id": "id",
}
OBJECTS = {
    "CRASH": "SIGSEGV",
    "ABORT": "SIGABRT",
    "EXIT": "ended with code 0",
    "THROWN_AWAY": "ended with code 0",
    "CONSTRUCTOR": "ended with code 0",
    "LOOP": "did not answer within",
    "MEMORY": "more than 300 MiB of memory",
    "UNDECLARED": "rule nobody",
    "OUTSIDE": "at bytes",
}


def running_with(marker):
    """Processes that hold `marker` in their environment."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and marker.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            pass
    return found


def compile_object(path, *flags):
    subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", f"-I{ROOT}", *flags, "-o", path, HOSTILE / "object.c"],
                   check=True)


class HostilePlugins(unittest.TestCase):
    def setUp(self):
        home = tempfile.TemporaryDirectory(prefix="gate-home-")
        self.addCleanup(home.cleanup)
        self.home = pathlib.Path(home.name)
        (self.home / "secret").write_text("hunter2")
        self.marker = f"hostile-{os.getpid()}-{time.monotonic_ns()}"
        self.env = {"GATE_HOSTILE": self.marker, "HOME": str(self.home)}

    def tearDown(self):
        self.assertEqual(running_with(self.marker), [])

    def repo(self, plugin, text="words\n", files=None):
        """A change that `plugin` (its lines in .gate.yml) looks at."""
        repo = Repo()
        folder = {f".gate/plugins/hostile/{path.name}": path.read_bytes() for path in HOSTILE.glob("*.py")}
        config = ("version: 1\nplugins:\n- name: hostile\n  folder: .gate/plugins/hostile\n  env: [GATE_HOSTILE, ASAN_OPTIONS]\n"
                  f"  timeout: 3s\n  memory: 300MiB\n  output-limit: 8MiB\n{plugin}")
        repo.commit({".gate.yml": config, "a.txt": "before\n", **folder, **(files or {})})
        repo.commit({"a.txt": text(repo) if callable(text) else text})
        return repo

    def script(self, name, text="words\n", more=""):
        return self.repo(f"  run: [/usr/bin/python3, '{{plugin}}/{name}.py']\n{more}", text)

    def check(self, repo):
        return repo.check("HEAD~1..HEAD", env=self.env, timeout=BOUND)

    def assert_broken(self, repo, words):
        result = self.check(repo)
        ruling = result.ruling("completeness")
        self.assertEqual(ruling["status"], "error", result.out)
        self.assertEqual(result.code, 3, result.out)
        reasons = [run["reason"] for run in result.json["analyzers"] if run["name"] == "hostile"]
        self.assertEqual(len(reasons), 1, result.out)
        self.assertIn("hostile", reasons[0])
        self.assertRegex(reasons[0], words)
        self.assertEqual(running_with(self.marker), [])

    def test_broken_plugins_are_an_error_that_names_them(self):
        for name, words in BROKEN.items():
            with self.subTest(name), self.script(name) as repo:
                self.assert_broken(repo, words)

    def test_broken_objects_are_an_error_that_names_them(self):
        for kind, words in OBJECTS.items():
            with self.subTest(kind), self.object(f"-DKIND={kind}") as repo:
                self.assert_broken(repo, words)

    def object(self, *flags, content=None):
        # The worker is gate itself: with sanitizers it must die as it does without.
        self.env["ASAN_OPTIONS"] = "handle_segv=0:handle_sigbus=0:handle_abort=0:detect_leaks=0"
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "hostile.so"
            if content is None:
                compile_object(path, *flags)
            files = {".gate/plugins/hostile/hostile.so": content if content is not None else path.read_bytes()}
        return self.repo("  so: '{plugin}/hostile.so'\n", files=files)

    def test_objects_that_are_none(self):
        for name, content, words in (("garbage", b"garbage" * 1000, "cannot be loaded"),
                                     ("empty", b"", "cannot be loaded"),
                                     ("half", pathlib.Path(sys.executable).read_bytes()[:3000], "cannot be loaded|SIGBUS")):
            with self.subTest(name), self.object(content=content) as repo:
                self.assert_broken(repo, words)
        with self.object("-DKIND=LOOP", "-DABI=99") as repo:
            self.assert_broken(repo, "ABI number is 99")

    def test_the_rest_of_the_verdict_stands(self):
        with self.script("exits", "words\n") as repo:
            repo.commit({"b.py": "b = (\n"})
            result = repo.check("HEAD~2..HEAD", env=self.env, timeout=BOUND)
            self.assertEqual(result.ruling("completeness")["status"], "error")
            self.assertTrue(any(finding["rule"].startswith("syntax/") for finding in result.findings()))

    def assert_held(self, repo, least, needs):
        """At least `least` attempts, and all in vain, on a machine whose sandbox has what is needed."""
        result = self.check(repo)
        sandbox = next(run["sandbox"] for run in result.json["analyzers"] if run["name"] == "hostile")
        if needs not in sandbox.split("missing:")[0]:
            self.skipTest(f"the sandbox of this machine: {sandbox}")
        messages = [finding["message"] for finding in result.json["findings"] if finding["rule"] == "hostile/refused"]
        escaped = [finding["message"] for finding in result.json["findings"] if finding["rule"] == "hostile/escaped"]
        self.assertEqual(escaped, [], result.out)
        self.assertGreaterEqual(len(messages), least, result.out)

    def test_checkout_and_home_are_neither_read_nor_written(self):
        paths = lambda repo: f"{repo.path} {self.home}\n"  # noqa: E731
        with self.script("reads_around", paths) as repo:
            self.assert_held(repo, 7, FILES)
        with self.script("writes_outside", paths) as repo:
            before = repo.git("rev-parse", "HEAD")
            self.assert_held(repo, 10, FILES)
            self.assertEqual(repo.git("status", "--porcelain"), "")
            self.assertEqual(repo.git("rev-parse", "HEAD"), before)
        self.assertEqual([path.name for path in self.home.iterdir() if path.name == ".profile"], [])

    def test_modes_and_times_of_other_files_stay(self):
        with self.script("changes_modes", lambda repo: f"{repo.path} {self.home}\n") as repo:
            self.assert_held(repo, 3, "read-only file systems")
            self.assertEqual(repo.git("status", "--porcelain"), "")

    def test_no_socket_reaches_anybody(self):
        with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
            path = str(self.home / "socket")
            unix.bind(path)
            unix.listen()
            tcp.settimeout(0.1)
            unix.settimeout(0.1)
            with self.script("opens_sockets", f"{tcp.getsockname()[1]} {path}\n") as repo:
                self.assert_held(repo, 6, "no network")
            for server in (tcp, unix):
                with self.assertRaises(TimeoutError):
                    server.accept()

    def test_other_processes_are_neither_killed_nor_read(self):
        with self.script("kills", f"gate {os.getpid()}\n") as repo:
            self.assert_held(repo, 4, FILES)

    def test_daemons_end_with_the_plugin(self):
        with self.script("leaves_daemons") as repo:
            result = self.check(repo)
            self.assertEqual(result.ruling("completeness")["status"], "pass", result.out)

    def test_control_characters_do_not_reach_the_report(self):
        with self.script("control_characters") as repo:
            result = repo.gate("check", "HEAD~1..HEAD", env=self.env, timeout=BOUND)
            self.assertNotRegex(result.out, "[\x07\x1b\u202e]")

    def test_when_gate_is_killed_its_plugins_end(self):
        with self.script("ignores_signals", more="  sandbox: best-effort\n") as repo:
            gate = subprocess.Popen([GATE, "check", "HEAD~1..HEAD"], cwd=repo.path, env={**repo.env, **self.env},
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.wait_until(lambda: any("ignores_signals" in command for command in running_with(self.marker)))
            gate.send_signal(signal.SIGKILL)
            gate.wait()
            self.wait_until(lambda: running_with(self.marker) == [])

    def wait_until(self, holds):
        end = time.monotonic() + BOUND
        while not holds():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)


if __name__ == "__main__":
    unittest.main()
