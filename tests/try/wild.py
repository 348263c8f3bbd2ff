#!/usr/bin/env python3
"""Programs that take what they can get: each is stopped with a word of its own, and nothing is
left of it. Each is bounded by itself, too, so that no test takes the machine down.

Usage: wild.py [USER]: as whom the programs are tried, `root` or `nobody`."""

import os
import sys
import unittest
import uuid

from survivors import MARK, processes_with
from trials import WithFolder, lab_file, stages, trial, verdict

USER = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in ("root", "nobody") else None
AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")

MEMORY = """
hoard = [bytearray(b"x") * (16 << 20) for _ in range(192)]
signal.pause()
"""
# All 50 share it, and are there as it ends: then the limits are looked at.
SHARED_MEMORY = """
hoard = bytearray(b"x") * (64 << 20)
for _ in range(50):
    if os.fork() == 0:
        signal.pause()
print("message: hello")
print("message: world")
"""
FORKS = """
for _ in range(300):
    if os.fork() == 0:
        os.setsid()
        signal.pause()
signal.pause()
"""
DOUBLES = """
for _ in range(9):
    if os.fork() == 0:
        os.setsid()
signal.pause()
"""
THREADS = """
import threading
for _ in range(300):
    threading.Thread(target=lambda: [signal.sigwait([signal.SIGUSR1])], daemon=True).start()
signal.pause()
"""
FILLS_ONE_FILE = """
with open("fill", "wb") as file:
    for _ in range(3000):
        file.write(bytes(1 << 20))
"""
FILLS_MANY_FILES = """
for number in range(300):
    with open(f"fill{number % 10}", "wb") as file:
        file.write(bytes(10 << 20))
"""
FILLS_AND_DIES = "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n" + FILLS_ONE_FILE
RESERVES = """
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
with open("fill", "wb") as file:
    os.truncate(file.fileno(), 1 << 40)
"""
DESCRIPTORS = """
kept = []
try:
    while len(kept) < 3000:
        kept.append(open("/dev/null"))
except OSError:
    pass
signal.pause()
"""
PRINTS = """
while True:
    print("y" * 1000)
"""
SENDS = """
for _ in range(4000):
    conn.sendall(bytes(1 << 16))
"""
# To the lab's receiver each four bytes are an empty message: it prints as much as it is sent.
FLOODED = ("traffic", "output")
EVERY_DESCRIPTOR = """
def attempt(call, *args):
    try:
        return call(*args)
    except OSError:
        return 0

for fd in range(3, 256):
    attempt(os.set_blocking, fd, False)
    for _ in range(20):
        attempt(os.write, fd, b"\\xff" * 4096)
    attempt(os.ftruncate, fd, 0)
    for byte in b"\\x00\\x41\\xff":
        attempt(os.pwrite, fd, bytes([byte]) * 5000, 0)
"""
CLOSES_ALL = "os.closerange(0, 256)\nsignal.pause()\n"
STOPS_ITSELF = "os.kill(os.getpid(), signal.SIGSTOP)\n"
DAEMON = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.pause()
"""
KILLS_ITS_PARENTS_GROUP = """
os.kill(-os.getpgid(os.getppid()), signal.SIGKILL)
signal.pause()
"""


def ways():
    """Each stage, and the one that must do without a PID namespace; with two accounts at hand, each
    of these once."""
    without = [("loopback", {"STICKYLAB_NO_NAMESPACES": "1"})]
    if USER == "nobody":
        return [("loopback", {}), *without]
    return [(net, {}) for net in stages()] + without * (os.geteuid() != 0)


class Wild(WithFolder):
    def setUp(self):
        super().setUp()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.mark = str(uuid.uuid4())
        for folder in self.folder, self.temporary:
            folder.chmod(0o777)

    def python(self, text, name="program.py"):
        command = super().python(text, name)
        # One of the account's own is not there for others.
        return command.replace(sys.executable, "/usr/bin/python3") if USER == "nobody" else command

    def tried(self, *args, net, added):
        found = trial("01", *args, net=net, before=AS_NOBODY if USER == "nobody" else (),
                      cwd=self.folder,
                      env={**os.environ, "TMPDIR": str(self.temporary), MARK: self.mark, **added})
        left = processes_with(self.mark)
        self.assertEqual(left, [])
        self.assertEqual(os.listdir(self.temporary), [])
        for file in self.folder.glob("fill*"):
            file.unlink()
        return found

    def each_way(self, *args, check):
        for net, added in ways():
            with self.subTest(net=net, **added):
                check(self.tried(*args, net=net, added=added))

    def assertLimit(self, text, limit, detail):
        def check(found):
            failure = found["failure"]
            self.assertEqual((failure["fault"], failure.get("limit"), failure["detail"]),
                             ("limit", limit, detail), failure)
        self.each_way("--receiver", self.receiver(text), "--timeout", "30", check=check)

    def assertVerdict(self, text, expected):
        """Most of them wait until the limit is over: it is short."""
        self.each_way("--receiver", self.receiver(text), "--timeout", "2", "--schedule",
                      "whole", check=lambda found: self.assertEqual(verdict(found), expected, found))

    def test_a_cpp_file_is_run_by_whoever_has_it_tried(self):
        self.each_way(str(lab_file("01", "fixed")), "--schedule", "whole",
                      check=lambda found: self.assertEqual(verdict(found), ("passed", ""), found))

    def test_memory(self):
        self.assertLimit(MEMORY, "memory", "512 MB, receiver")

    def test_memory_that_many_share_is_counted_once(self):
        self.assertVerdict(SHARED_MEMORY, ("passed", ""))

    def test_processes(self):
        self.assertLimit(FORKS, "processes", "256, receiver")

    def test_processes_that_double(self):
        self.assertLimit(DOUBLES, "processes", "256, receiver")

    def test_threads(self):
        self.assertLimit(THREADS, "processes", "256, receiver")

    def test_one_large_file(self):
        self.assertLimit(FILLS_ONE_FILE, "written", "256 MB, receiver")

    def test_many_files(self):
        self.assertLimit(FILLS_MANY_FILES, "written", "256 MB, receiver")

    def test_a_file_that_the_kernel_stops(self):
        self.assertLimit(FILLS_AND_DIES, "written", "256 MB, receiver")
        self.assertLimit(RESERVES, "written", "256 MB, receiver")

    def test_descriptors(self):
        self.assertLimit(DESCRIPTORS, "descriptors", "1024, receiver")

    def test_output(self):
        self.assertLimit(PRINTS, "output", "1 MB, receiver")

    def test_traffic(self):
        self.each_way("--sender", self.sender(SENDS), "--timeout", "30",
                      check=lambda found: self.assertIn(found["failure"].get("limit"), FLOODED))

    def test_every_descriptor_is_written_to(self):
        self.assertVerdict(EVERY_DESCRIPTOR, ("lost", "whole"))

    def test_every_descriptor_is_closed(self):
        self.assertVerdict(CLOSES_ALL, ("hang", "whole"))

    def test_it_stops_itself(self):
        self.assertVerdict(STOPS_ITSELF, ("hang", "whole"))

    def test_a_daemon_is_left(self):
        self.assertVerdict(DAEMON, ("lost", "whole"))

    def test_it_kills_its_parents_group(self):
        """In a PID namespace there is no parent to be seen: it is its own group. Elsewhere the
        parent is the stage."""
        def check(found):
            failure = found["failure"]
            self.assertIn((failure["fault"], failure["detail"]),
                          [("crash", "receiver SIGKILL"), ("not-run", "killed by SIGKILL")])
        self.each_way("--receiver", self.receiver(KILLS_ITS_PARENTS_GROUP), "--schedule", "whole",
                      "--timeout", "15", check=check)


if __name__ == "__main__":
    if USER == "nobody" and os.geteuid() != 0:
        sys.exit(77)
    unittest.main()
