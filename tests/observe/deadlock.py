#!/usr/bin/env python3
"""Two programs that wait for each other for ever are stopped at once; programs that only look so
are not."""

import tempfile
import time
import unittest
from pathlib import Path

from tools import main, recording

HEAD = """\
import os, select, signal, socket, struct, sys, threading
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
def wait(seconds): select.select([], [], [], seconds)
"""
LISTEN = HEAD + "s = socket.create_server(ADDRESS); c, _ = s.accept()\n"
CONNECT = HEAD + "c = socket.create_connection(ADDRESS)\n"
ECHO = "while b := c.recv(99): c.sendall(b)\n"
ASK = "c.sendall(b'hi'); c.recv(99)\n"

LIMIT_S = 20  # of a run that would otherwise never end
STAGES = ("two-hosts", "one-host", "loopback")

# The sender waits for the echo of nothing.
FOR_EVER = {
    "recv": ASK + "c.recv(99)\n",
    "nothing sent at all": "c.recv(99)\n",
    "an empty send": ASK + "c.send(b''); c.recv(99)\n",
    "readinto, which is read(2)": ASK + "os.read(c.fileno(), 99)\n",
    "all or nothing": ASK + "c.recv(5, socket.MSG_WAITALL)\n",
}

# Each of these goes on after longer than a deadlock takes to be seen, and ends by itself.
NOT_FOR_EVER = {
    "a time limit of the socket": (ECHO, ASK + """
c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 300_000))
try: c.recv(99)
except BlockingIOError: pass
"""),
    "a time limit by poll": (ECHO, ASK + """
c.settimeout(0.3)
try: c.recv(99)
except TimeoutError: pass
"""),
    "another thread": (ECHO, ASK + """
threading.Timer(0.3, c.sendall, [b"late"]).start()
c.recv(99)
"""),
    "another process": (ECHO, ASK + """
if os.fork() == 0:
    wait(0.3)
    c.sendall(b"late")
    os._exit(0)
c.recv(99)
"""),
    "work without the network": ("c.recv(99); wait(0.3); c.sendall(b'late')\n", ASK),
    "not yet accepted": (None, ASK),
    "bytes that TCP holds back": (ECHO, """
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
c.sendall(b"hi"); c.recv(99)
"""),
}
LATE = HEAD + "s = socket.create_server(ADDRESS); wait(0.3); c, _ = s.accept()\n" + ECHO


class Deadlock(unittest.TestCase):
    def play(self, receiver, sender, *args):
        """(why the harness stopped the run, in a list; seconds that the run took)"""
        with tempfile.TemporaryDirectory(prefix="stickylab-deadlock-") as folder:
            for name, text in (("receiver", receiver), ("sender", sender)):
                (Path(folder) / f"{name}.py").write_text(text)
            began = time.monotonic()
            _, events = recording("--receiver", f"python3 {folder}/receiver.py", "--sender",
                                  f"python3 {folder}/sender.py", "--timeout", str(LIMIT_S), *args)
            took = time.monotonic() - began
        return [e["data"]["why"] for e in events if e["name"] == "harness:stopped"], took

    def test_for_ever_is_seen(self):
        for net in STAGES:
            for name, sender in FOR_EVER.items():
                with self.subTest(name, net=net):
                    why, took = self.play(LISTEN + ECHO, CONNECT + sender, "--net", net)
                    self.assertEqual(why, ["deadlock"])
                    self.assertLess(took, LIMIT_S / 2)

    def test_what_goes_on_is_left_alone(self):
        for name, (receiver, sender) in NOT_FOR_EVER.items():
            with self.subTest(name):
                receiver = LISTEN + receiver if receiver else LATE
                self.assertEqual(self.play(receiver, CONNECT + sender, "--net", "loopback")[0], [])

    def test_what_is_under_way_is_waited_for(self):
        why, _ = self.play(LISTEN + ECHO, CONNECT + ASK, "--net", "two-hosts", "--rtt", "600")
        self.assertEqual(why, [])


main()
