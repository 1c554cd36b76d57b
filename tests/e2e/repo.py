"""A scratch repository made by the git command line, and the real gate binary run on it."""
import json
import os
import pathlib
import subprocess
import tempfile

GATE = os.environ.get("GATE") or str(pathlib.Path(__file__).parents[2] / "build/release/gate")
ROOT = pathlib.Path(__file__).parents[2]


def clean_environment(**more):
    """An environment in which neither a pipeline nor the user's git configuration shows through."""
    kept = {name: value for name, value in os.environ.items()
            if name in ("PATH", "TMPDIR", "LANG", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")}
    kept.update(HOME="/nonexistent", GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null",
                GIT_AUTHOR_NAME="Ann", GIT_AUTHOR_EMAIL="ann@example.com", GIT_COMMITTER_NAME="Ann",
                GIT_COMMITTER_EMAIL="ann@example.com", GIT_AUTHOR_DATE="2026-01-02T03:04:05Z",
                GIT_COMMITTER_DATE="2026-01-02T03:04:05Z")
    kept.update(more)
    return kept


class Result:
    """What one run of gate left behind."""

    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode("utf-8", "replace")
        self.err = process.stderr.decode("utf-8", "replace")

    @property
    def json(self):
        try:
            return json.loads(self.out)
        except json.JSONDecodeError as error:
            raise AssertionError(f"no JSON (exit {self.code}): {error}\n{self.out}\n{self.err}") from error

    def ruling(self, policy):
        return next(ruling for ruling in self.json["rulings"] if ruling["policy"] == policy)

    def findings(self, state="new"):
        return [finding for finding in self.json["findings"] if finding["state"] == state]


class Repo:
    """`with Repo() as repo:` a work tree with one branch, `main`; removed at the end."""

    def __init__(self, *init_options):
        self._folder = tempfile.TemporaryDirectory(prefix="gate-test-", ignore_cleanup_errors=True)
        self.path = pathlib.Path(self._folder.name) / "repo"
        self.path.mkdir()
        self.env = clean_environment()
        self.git("init", "-q", "-b", "main", *init_options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def git(self, *arguments, check=True, **more):
        done = subprocess.run(["git", *arguments], cwd=self.path, env=self.env, capture_output=True, check=False, **more)
        if check and done.returncode != 0:
            raise AssertionError(f"git {arguments}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, name, text):
        path = os.path.join(os.fsencode(self.path), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def commit(self, files=None, message="change", remove=()):
        """Writes `files` (name -> text), removes some, commits everything; returns the commit's id."""
        for name, text in (files or {}).items():
            self.write(name, text)
        for name in remove:
            os.remove(self.path / name)
        self.git("add", "-A", "-f")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def gate(self, *arguments, env=None, stdin=b"", cwd=None, timeout=120):
        return Result(subprocess.run([GATE, *arguments], cwd=cwd or self.path, input=stdin, capture_output=True,
                                     env={**self.env, **(env or {})}, timeout=timeout, check=False))

    def check(self, *arguments, **more):
        """`gate check ... --report json`; the ledger stays in the scratch repository."""
        return self.gate("check", *arguments, "--report", "json", **more)


def with_gate_in_path(repo):
    """Puts `gate` into the PATH of the repository's commands; the folder that holds it."""
    folder = repo.path.parent / "bin"
    folder.mkdir(exist_ok=True)
    os.symlink(pathlib.Path(GATE).resolve(), folder / "gate")
    repo.env["PATH"] = f"{folder}:{repo.env['PATH']}"
    return folder
