"""scripts/install-release on archives of a file address and of a server on loopback."""
import functools
import hashlib
import http.server
import os
import pathlib
import subprocess
import tarfile
import tempfile
import threading
import unittest

from repo import ROOT, Repo

SCRIPT = ROOT / "scripts/install-release"


class Release:
    """A folder with one archive, served over http, and an empty cache."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="gate-install-")
        folder = pathlib.Path(self._folder.name)
        self.cache = folder / "cache"
        program = folder / "gate-1/bin/gate"
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\necho gate 1\n")
        program.chmod(0o755)
        self.archive = folder / "gate-1.tar.gz"
        with tarfile.open(self.archive, "w:gz") as file:
            file.add(folder / "gate-1", "gate-1")
        self.sum = hashlib.sha256(self.archive.read_bytes()).hexdigest()
        handler = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/gate-1.tar.gz"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self._folder.cleanup()

    def start(self, *arguments):
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        return subprocess.Popen([str(SCRIPT), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=environment, text=True)

    def install(self, *arguments):
        process = self.start(*arguments)
        out, err = process.communicate(timeout=60)
        return process.returncode, out.strip(), err

    def entries(self):
        return sorted(os.listdir(self.cache)) if self.cache.exists() else []


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Install(unittest.TestCase):
    def test_a_file_and_a_server(self):
        for address in ("file", "http"):
            with self.subTest(address), Release() as release:
                url = release.archive.as_uri() if address == "file" else release.url
                code, folder, err = release.install(release.cache, url, release.sum)
                self.assertEqual((code, err), (0, ""))
                self.assertEqual(folder, str((release.cache / release.sum).resolve()))
                self.assertEqual(subprocess.check_output([folder + "/bin/gate"], text=True), "gate 1\n")
                self.assertEqual(release.entries(), [release.sum])

    def test_what_is_there_is_not_fetched_again(self):
        with Release() as release:
            first = release.install(release.cache, release.url, release.sum)
            release.archive.unlink()
            self.assertEqual(release.install(release.cache, release.url, release.sum), first)

    def test_a_wrong_sum_installs_nothing(self):
        with Release() as release:
            code, out, err = release.install(release.cache, release.url, "0" * 64)
            self.assertEqual((code, out), (2, ""))
            self.assertIn(release.sum, err)
            self.assertEqual(release.entries(), [])

    def test_several_at_a_time_agree(self):
        with Release() as release:
            processes = [release.start(release.cache, release.url, release.sum) for _ in range(8)]
            answers = {process.communicate(timeout=60)[0].strip() for process in processes}
            self.assertEqual({process.returncode for process in processes}, {0})
            self.assertEqual(answers, {str((release.cache / release.sum).resolve())})
            self.assertEqual(release.entries(), [release.sum])

    def test_wrong_addresses_and_sums_are_refused(self):
        with Release() as release:
            for url, sum_ in (("http://example.com/a.tar.gz", release.sum), ("ftp://127.0.0.1/a", release.sum),
                              ("http://127.0.0.1.example.com/a", release.sum), (release.url + "x", release.sum),
                              ("file:///nonexistent/a", release.sum), (release.url, "abc"), (release.url, "../" + release.sum)):
                with self.subTest(url):
                    code, out, err = release.install(release.cache, url, sum_)
                    self.assertEqual((code, out), (2, ""))
                    self.assertIn("install-release: ", err)
                    self.assertEqual(release.entries(), [])

    def test_only_when_c_changed(self):
        with Release() as release, Repo() as repo:
            base = repo.commit({"a.js": "1\n"})
            repo.commit({"b.js": "1\n", "c.md": "x.c\n"})
            arguments = (release.cache, release.url, release.sum)
            self.assertEqual(release.install("--if-c-changed", repo.path, base, *arguments)[:2], (0, ""))
            self.assertEqual(release.entries(), [])
            self.assertTrue(release.install("--if-c-changed", repo.path, "0" * 40, *arguments)[1])
        for name in ("d.c", "d.CPP", "ü/d.hpp", "d e.h", "d.tcc"):
            with self.subTest(name), Release() as release, Repo() as repo:
                base = repo.commit({"a.js": "1\n"})
                repo.commit({name: "int a;\n"})
                self.assertTrue(release.install("--if-c-changed", repo.path, base, release.cache, release.url, release.sum)[1])


if __name__ == "__main__":
    unittest.main()
