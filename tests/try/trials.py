"""Runs `stickylab try`, with programs that are written down in the tests."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = Path(os.environ.get("STICKYLAB_BUILD", ROOT / "build"))
STICKYLAB = BUILD / "bin/stickylab"
PATIENCE_S = 110

STREAM = b"\0\0\0\5hello\0\0\0\5world"  # lab 01's
ACCEPT = """\
import os, signal, socket, sys
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(ADDRESS) as listener:
    conn = listener.accept()[0]
"""
CONNECT = """\
import os, socket, struct, sys
conn = socket.create_connection((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])))
"""


def attempt(*args, net="loopback", before=(), **options):
    return subprocess.run([*before, STICKYLAB, "try", *args, "--net", net, "--lang", "en"],
                          capture_output=True, text=True, timeout=PATIENCE_S,
                          stdin=subprocess.DEVNULL, **options)


def trial(*args, **options):
    """What the JSON document says; the exit status must say the same."""
    done = attempt(*args, "--format", "json", **options)
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise AssertionError(f"no report: exit {done.returncode}\n{done.stderr}") from error
    assert found["schema"] == "stickylab/trial/1", found
    assert done.returncode == (0 if found["passed"] else 1), (done.returncode, found)
    return found


def verdict(found):
    """(fault, or the verdict where that is the fault; schedule); ("passed", "") where it passed"""
    if found["passed"]:
        return "passed", ""
    failure = found["failure"]
    fault = failure["fault"]
    return failure["verdict"] if fault == "verdict" else fault, failure["schedule"]


def lab_file(number, version):
    return next((ROOT / "labs").glob(f"{number}-*")) / f"{version}.cpp"


def stages():
    doctor = subprocess.run([STICKYLAB, "doctor", "--format", "json"], capture_output=True,
                            timeout=PATIENCE_S)
    return ["loopback", *(["two-hosts"] if json.loads(doctor.stdout)["two_hosts"] else [])]


class WithFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-try-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def python(self, text, name="program.py"):
        """The command that runs a program with this text. It is written once: another thread may be
        running it."""
        file = self.folder / name
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
        return f"'{sys.executable}' -S '{self.folder / name}'"

    def receiver(self, text):
        """`text` has an accepted `conn`."""
        return self.python(ACCEPT + text, "receiver.py")

    def sender(self, text):
        """`text` has a connected `conn`."""
        return self.python(CONNECT + text, "sender.py")
