"""The server of lab 51 for a test, in a folder of its own, and its client. STICKYLAB_FILES is the program; with
`soak` as argument a test is as long as it should be by hand."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from peer import Peer, Refused

PROGRAM = os.environ["STICKYLAB_FILES"]
SOAK = "soak" in sys.argv
QUOTA = 10**12


class WithServer(unittest.TestCase):
    plain = False
    before = ()  # words before the program's own

    def setUp(self):
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.at = Path(folder.name)
        self.root = self.at / "root"
        (self.at / "password").write_text("secret\n")
        self.user("eva", QUOTA)
        self.port = 0
        self.serve()
        self.addCleanup(self.end)

    def end(self):
        self.server.kill()
        self.server.wait()
        self.server.stdout.close()

    def restart(self):
        self.end()
        self.serve()

    def user(self, name, quota):
        subprocess.run([PROGRAM, "user", name, "--root", self.root, "--quota", str(quota)],
                       input="secret\n", text=True, check=True)

    def serve(self):
        with open(self.at / "log", "a", encoding="utf-8") as log:
            self.server = subprocess.Popen(
                [*map(str, self.before), PROGRAM, "server", "--listen", f"127.0.0.1:{self.port}", "--root", self.root,
                 *(["--plain"] if self.plain else [])], stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = int(re.search(r":(\d+)$", self.server.stdout.readline().strip())[1])
        self.pin = None if self.plain else self.server.stdout.readline().split()[1]
        self.place = f"127.0.0.1:{self.port}"

    def start(self, *words, user="eva", pin=None, password="password", place=None, known=None):
        trust = ("--known-servers", known) if known else ("--pin", pin or self.pin)
        return subprocess.Popen([PROGRAM, "client", "--connect", place or self.place, "--user", user,
                                 "--password-file", self.at / password, *trust, *map(str, words)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.at)

    def client(self, *words, code=0, **options):
        client = self.start(*words, **options)
        out, error = client.communicate(timeout=50)
        self.assertEqual(client.returncode, code, out + error)
        return out + error

    def home(self, user="eva"):
        return self.root / user / "home"

    def parts(self, user="eva"):
        return list((self.root / user / "parts").iterdir())

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.server.pid}/fd"))

    def log(self):
        return (self.at / "log").read_text()

    def peer(self, user="eva", **options):
        return Peer(self.place, user, **options)

    def refused(self, code, act):
        with self.assertRaises(Refused) as refused:
            act()
        self.assertEqual(str(refused.exception), code)

    def usage(self, user="eva"):
        peer = self.peer(user)
        usage = peer.call("usage")
        peer.close()
        return usage

    def until_gone(self, user="eva"):
        """Those that have left may not be done yet: until nothing is reserved for them."""
        for _ in range(500):
            if self.usage(user)["reserved"] == 0:
                return
        self.fail(f"still reserved: {self.usage(user)}")

    def walked(self, user="eva"):
        """The sum that the quota should count, by a walk of our own."""
        return sum(max(4096, -(-path.lstat().st_size // 4096) * 4096) if not path.is_dir() else 4096
                   for folder in (self.home(user), self.root / user / "parts") for path in folder.rglob("*"))


def main():
    unittest.main(warnings="ignore", argv=[sys.argv[0], *(word for word in sys.argv[1:] if word != "soak")])
