"""The release archives, made from the build at hand and run in bare Debian 12 and 13 systems (`scripts/setup roots`)."""
import contextlib
import hashlib
import http.server
import json
import os
import pathlib
import re
import shutil
import ssl
import subprocess
import sys
import tarfile
import tempfile
import threading
import unittest

from repo import GATE, ROOT, Repo, Result

BUILD = pathlib.Path(GATE).parent
ROOTS = ROOT / "build/roots"
SUITES = ("bookworm", "trixie")
CORE_LIMIT = 60 << 20
GLIBC = (2, 36)
OF_GLIBC = re.compile(r"lib(c|m|dl|rt|pthread|resolv|util)\.so\.\d+|ld-linux-x86-64\.so\.2")


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


class Package:
    """Both archives, made once, and what they unpack to."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="gate-package-")
        folder = pathlib.Path(self._folder.name)
        self.archives = self.make(folder / "first")
        self.again = self.make(folder / "second")
        self.sums = dict(reversed(line.split()) for line in (folder / "first/SHA256SUMS").read_text().splitlines())
        self.core, self.clang = folder / "core", folder / "clang"
        for where, archive in zip((self.core, self.clang), self.archives):
            where.mkdir()
            run("tar", "-xzf", archive, "-C", where, "--strip-components=1")

    @staticmethod
    def make(folder):
        run("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", folder)
        return sorted(folder.glob("*.tar.gz"), key=lambda path: len(path.name))

    def elves(self, *folders):
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if not path.is_file():
                    continue
                with path.open("rb") as file:
                    if file.read(4) == b"\x7fELF":
                        yield path


class Bare:
    """A bare system in which a folder of a test's own is /mnt; the process has its own mounts, and /proc as systems have it."""

    def __init__(self, suite):
        self.root = ROOTS / suite
        self._folder = tempfile.TemporaryDirectory(prefix="gate-bare-")
        self.mnt = pathlib.Path(self._folder.name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def take(self, source, name):
        shutil.copytree(source, self.mnt / name, symlinks=True, dirs_exist_ok=True)

    def run(self, *command, **environment):
        mounts = 'mount --bind "$1" "$2/mnt" && mount -t proc proc "$2/proc" && root=$2 && shift 2 && exec chroot "$root" "$@"'
        done = subprocess.run(["unshare", "--mount", "bash", "-c", mounts, "bash", self.mnt, self.root, *command],
                              env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/root", **environment},
                              capture_output=True, timeout=120, check=False)
        return Result(done)

    def check(self, *arguments, **environment):
        return self.run("/mnt/gate/bin/gate", "check", "--repo", "/mnt/repo", "--report", "json", *arguments, **environment)


@contextlib.contextmanager
def system(suite):
    """A bare system with the core unpacked in /mnt/gate, and a repository to copy there."""
    with Bare(suite) as bare, Repo() as repo:
        bare.take(package.core, "gate")
        yield bare, repo


def state_of(result, analyzer):
    return next(run for run in result.json["analyzers"] if run["name"] == analyzer)


def commit_broken_c(repo):
    """Two commits; the second names something that is not declared. The header is one of Clang's own."""
    repo.write("build/compile_commands.json",
               json.dumps([{"directory": "/mnt/repo", "file": "a.c", "command": "cc -c a.c"}]))
    for name in ("1", "missing"):
        repo.write("a.c", "#include <stddef.h>\nsize_t f(void) { return " + name + "; }\n")
        repo.git("add", "a.c")
        repo.git("commit", "-q", "-m", name)


def blocking(result):
    return sorted({(finding["rule"], finding["path"]) for finding in result.findings() if finding["path"]})


class Archives(unittest.TestCase):
    def test_names_sums_and_sizes(self):
        self.assertRegex([path.name for path in package.archives][0], r"^gate-[0-9.]+-linux-x86_64\.tar\.gz$")
        self.assertRegex([path.name for path in package.archives][1], r"^gate-clang-[0-9.]+-linux-x86_64\.tar\.gz$")
        self.assertEqual(package.sums, {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in package.archives})
        size = sum(path.stat().st_size for path in package.core.rglob("*") if path.is_file())
        self.assertLessEqual(size, CORE_LIMIT)

    def test_the_same_build_makes_the_same_bytes(self):
        for first, second in zip(package.archives, package.again):
            self.assertEqual(first.read_bytes(), second.read_bytes(), first.name)

    def test_members_are_sorted_and_of_root_below_one_folder(self):
        for archive in package.archives:
            with tarfile.open(archive) as file:
                members = file.getmembers()
            self.assertEqual({(member.uid, member.gid) for member in members}, {(0, 0)})
            self.assertEqual({member.name.split("/")[0] for member in members}, {archive.name.removesuffix(".tar.gz")})
            for one, next_one in zip(members, members[1:]):
                self.assertLess(one.name.split("/"), next_one.name.split("/"))

    def test_only_glibc_is_needed_and_none_newer_than_2_36(self):
        inside = {path.name for path in package.elves(package.core, package.clang)}
        for path in package.elves(package.core, package.clang):
            table = run("objdump", "-p", path)
            for needed in re.findall(r"NEEDED +(\S+)", table):
                self.assertTrue(OF_GLIBC.fullmatch(needed) or needed in inside, f"{path.name} needs {needed}")
            for version in re.findall(r"GLIBC_([0-9.]+)", table):
                self.assertLessEqual(tuple(map(int, version.split("."))), GLIBC, path.name)
            for rpath in re.findall(r"R(?:UN)?PATH +(\S+)", table):
                self.assertIn(rpath, ("$ORIGIN", "$ORIGIN/../lib/gate"), path.name)

    def test_every_bundled_part_has_its_licence(self):
        licences = {path.name for path in (package.core / "share/doc/gate/licenses").iterdir()}
        for name in ("libcurl4", "libssl3", "libgit2-dev", "libsqlite3-dev", "libstdc++-12-dev", "npm-tree-sitter-java",
                     "npm-@tree-sitter-grammars-tree-sitter-kotlin"):
            self.assertIn(name, licences)
        grammars = json.loads((ROOT / "grammars/package.json").read_text())["dependencies"]
        self.assertGreaterEqual(sum(name.startswith("npm-") for name in licences), len(grammars))
        self.assertTrue((package.clang / "share/doc/gate/licenses/llvm-19-dev").read_text())


class BareSystems(unittest.TestCase):
    def test_it_starts(self):
        for suite in SUITES:
            with self.subTest(suite), system(suite) as (bare, _):
                result = bare.run("/mnt/gate/bin/gate", "--version")
                self.assertEqual((result.code, result.err), (0, ""))
                self.assertRegex(result.out, r"^gate [0-9.]+")

    def test_a_broken_script_blocks_and_a_good_one_passes_without_git(self):
        for suite in SUITES:
            with self.subTest(suite), system(suite) as (bare, repo):
                self.assertEqual(bare.run("sh", "-c", "command -v git").code, 127)
                repo.commit({"a.js": "const a = 1;\n"})
                repo.commit({"a.js": "const a = 2;\n"})
                repo.commit({"a.js": "const a = (2;\n"})
                bare.take(repo.path, "repo")
                self.assertEqual(bare.check("HEAD~2..HEAD~1").code, 0)
                result = bare.check("HEAD~1..HEAD")
                self.assertEqual(result.code, 1, result.err)
                self.assertTrue(any(path == "a.js" and rule.startswith("syntax/") for rule, path in blocking(result)), result.out)

    def test_c_is_read_where_the_second_archive_is_and_else_said_to_be_unread(self):
        for suite in SUITES:
            with self.subTest(suite), system(suite) as (bare, repo):
                commit_broken_c(repo)
                bare.take(repo.path, "repo")
                without = bare.check("HEAD~1..HEAD")
                self.assertEqual(state_of(without, "clang")["state"], "not-checked", without.out)
                self.assertIn("gate-clang-", state_of(without, "clang")["reason"])
                bare.take(package.clang, "gate")
                result = bare.check("HEAD~1..HEAD")
                self.assertEqual(state_of(result, "clang")["state"], "ran", result.out)
                self.assertEqual([each for each in blocking(result) if each[0].startswith("clang/")], [("clang/error", "a.c")])
                self.assertEqual(result.code, 1)


class Guide(unittest.TestCase):
    """docs/install.md says what to type; it is typed."""

    def test_by_hand_and_in_a_pipeline(self):
        blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/install.md").read_text(), re.S)
        for suite in SUITES:
            with self.subTest(suite), Bare(suite) as bare, Repo() as repo:
                for path in (*package.archives, package.archives[0].parent / "SHA256SUMS"):
                    shutil.copy(path, bare.mnt)
                (bare.mnt / "scripts").mkdir()
                shutil.copy(ROOT / "scripts/install-release", bare.mnt / "scripts")
                repo.commit({"a.js": "1;\n"})
                repo.commit({"a.c": "int a;\n"})
                bare.take(repo.path, "repo")
                addresses = {f"{kind}_URL": f"file:///mnt/{path.name}" for kind, path in zip(("CORE", "CLANG"), package.archives)}
                sums = {f"{kind}_SHA256": package.sums[path.name] for kind, path in zip(("CORE", "CLANG"), package.archives)}
                for block in blocks:
                    result = bare.run("sh", "-c", f"set -eu; cd /mnt\n{block}", HOME="/mnt/home", CACHE="/mnt/cache", REPOSITORY="/mnt/repo",
                                      BASE="HEAD~1", **addresses, **sums)
                    self.assertEqual(result.code, 0, f"{block}\n{result.out}\n{result.err}")
                self.assertTrue((bare.mnt / "home/gate/lib/gate/gate_clang.so").exists())
                self.assertEqual({path.name for path in (bare.mnt / "cache").iterdir()}, set(package.sums.values()))

    def test_the_module_may_lie_in_a_folder_of_its_own(self):
        for suite in SUITES:
            with self.subTest(suite), system(suite) as (bare, repo):
                commit_broken_c(repo)
                bare.take(repo.path, "repo")
                bare.take(package.clang, "elsewhere")
                result = bare.check("HEAD~1..HEAD", GATE_CLANG_MODULE="/mnt/elsewhere/lib/gate/gate_clang.so")
                self.assertIn(("clang/error", "a.c"), blocking(result), result.out)


class Tls(unittest.TestCase):
    """A server with a certificate of its own authority: refused while the machine knows none, asked when it is named."""

    @staticmethod
    def certificate(folder):
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem")

    def serve(self, folder, asked):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                body = b"[]"
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):  # a client that does not trust it goes away
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        server = Server(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server.server_address[1]

    def test_the_bundled_library_speaks_tls(self):
        for suite in SUITES:
            with self.subTest(suite), system(suite) as (bare, repo):
                self.certificate(bare.mnt)
                asked = []
                port = self.serve(bare.mnt, asked)
                repo.commit({"a.js": "1;\n", ".gate.yml": "version: 1\npolicies: { review: { approvals: 1, trust: [github] } }\n"})
                head = repo.commit({"a.js": "2;\n"})
                bare.take(repo.path, "repo")
                event = {"number": 7, "pull_request": {"number": 7, "user": {"login": "ann"},
                                                       "base": {"ref": "main", "sha": "0" * 40}, "head": {"sha": head}}}
                (bare.mnt / "event.json").write_text(json.dumps(event))
                env = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": "/mnt/event.json",
                       "GITHUB_REPOSITORY": "ann/shop", "GITHUB_WORKSPACE": "/mnt/repo", "GITHUB_TOKEN": "t",
                       "GITHUB_API_URL": f"https://127.0.0.1:{port}"}
                refused = bare.check("HEAD~1..HEAD", **env)
                self.assertEqual(asked, [])
                self.assertIn("ca-certificates", refused.out + refused.err)
                bare.check("HEAD~1..HEAD", SSL_CERT_FILE="/mnt/cert.pem", **env)
                self.assertTrue(any("/repos/ann/shop/pulls/7" in path for path in asked), asked)


def set_up():
    """The reason why nothing can be tested here; '' once the systems are there and the archives are made."""
    if os.geteuid() != 0:
        return "bare systems are entered by chroot, which only root may"
    for tool in ("debootstrap", "patchelf", "cpack", "unshare", "openssl"):
        if shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/sbin") is None:
            return f"{tool} is not installed: run scripts/setup"
    if not (BUILD / "CPackConfig.cmake").exists() or not (BUILD / "gate_clang.so").exists():
        return f"{BUILD} is no whole build"
    if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode != 0:
        return "this machine lets nobody make mounts of his own"
    made = subprocess.run([ROOT / "scripts/setup", "roots"], check=False, capture_output=True, text=True)
    if made.returncode != 0:
        return "the bare systems cannot be made: " + made.stderr.strip()[-500:]
    return ""


if __name__ == "__main__":
    reason = set_up()
    if reason:
        print("skipped: " + reason)
        sys.exit(77)
    package = Package()
    unittest.main()
