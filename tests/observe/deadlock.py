#!/usr/bin/env python3
"""Programs that wait for each other for ever are stopped at once; programs that only look so are
not."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

from tools import main, recording

HEAD = """\
import os, select, signal, socket, struct, subprocess, sys, threading
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
def wait(seconds): select.select([], [], [], seconds)
"""
SMALL = """\
def small(s):
    for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
        s.setsockopt(socket.SOL_SOCKET, option, 16384)
"""
LISTEN = HEAD + "s = socket.create_server(ADDRESS); c, _ = s.accept()\n"
CONNECT = HEAD + "c = socket.create_connection(ADDRESS)\n"
ECHO = "while b := c.recv(99): c.sendall(b)\n"
ASK = "c.sendall(b'hi'); c.recv(99)\n"

# Somebody who is not of the run: a daemon that has left, with a socket of its own.
OUTSIDE = """
a, b = socket.socketpair()
os.environ.pop("LD_PRELOAD", None)
subprocess.Popen(["sh", "-c", "sleep 0.4; echo >&0"], stdin=b)
b.close(); a.recv(9)
"""

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

UDP = HEAD + "c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
FLOOD = "while True: c.sendall(b'x' * 4096)\n"
POLL = "p = select.poll(); p.register(c, select.POLLIN); p.poll()\n"

# The ways to wait: for each, both programs.
WAYS = {
    "both write": (HEAD + SMALL + "s = socket.socket(); s.bind(ADDRESS); small(s); s.listen()\n"
                   "c, _ = s.accept()\n" + FLOOD,
                   HEAD + SMALL + "c = socket.socket(); small(c); c.connect(ADDRESS)\n" + FLOOD),
    "both write, with room that shrank": (LISTEN + SMALL + "small(c)\n" + FLOOD,
                                          CONNECT + SMALL + "small(c)\n" + FLOOD),
    "one writes, nobody accepts": (
        HEAD + "s = socket.create_server(ADDRESS); r, w = os.pipe(); os.read(r, 1)\n",
        CONNECT + SMALL + "small(c)\n" + FLOOD),
    "accept without a client": (LISTEN + "s.accept()\n", CONNECT + ASK),
    "one client at a time": (
        LISTEN + "c.recv(99)\n",
        CONNECT + "d = socket.create_connection(ADDRESS); d.sendall(b'hi'); d.recv(99)\n"),
    "a child that waits": (LISTEN + ECHO, CONNECT + ASK + """
if os.fork() == 0: c.recv(99)
else: os.wait()
"""),
    "two pipes": (LISTEN + ECHO, CONNECT + """
child = subprocess.Popen([sys.executable, "-c", "import os; os.write(2, b'x' * 200_000)"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
child.stdout.read()
"""),
    "a thread that is joined": (LISTEN + ECHO, CONNECT + ASK + """
t = threading.Thread(target=c.recv, args=(99,)); t.start(); t.join()
"""),
    "poll": (LISTEN + POLL, CONNECT + POLL),
    "select": (LISTEN + "select.select([c], [], [])\n", CONNECT + "select.select([c], [], [])\n"),
    "epoll, and bytes that lie there": (LISTEN + """
e = select.epoll(); e.register(c, select.EPOLLIN | select.EPOLLET)
e.poll(); c.recv(1); e.poll()
""", CONNECT + ASK),
    "asyncio": (LISTEN + "c.recv(99); c.recv(99)\n", HEAD + """
import asyncio
async def ask():
    reader, writer = await asyncio.open_connection(*ADDRESS)
    writer.write(b"hi")
    await reader.read(99)
asyncio.run(ask())
"""),
    "a lost turn of UDP": (UDP + "c.bind(ADDRESS)\nc.recv(99)\nc.recv(99)\n",
                           UDP + "c.sendto(b'hi', ADDRESS)\nc.recv(99)\n"),
    "nobody there": (UDP + "c.bind(ADDRESS)\nc.recv(99)\n",
                     UDP + "c.sendto(b'hi', (ADDRESS[0], 1))\nc.recv(99)\n"),
}
# On the machine's own loopback somebody else may come.
VISITED = {"accept without a client", "a lost turn of UDP", "nobody there"}
MOST_MS = 2000  # from the last thing that moved: 110 on an idle machine, 550 where TCP has a timer

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
    "a sleep": (ECHO, ASK + "import time; time.sleep(0.4)\n"),
    "poll with a limit": (ECHO, ASK + """
p = select.poll(); p.register(c, select.POLLIN); p.poll(400)
"""),
    "epoll with a limit": (ECHO, ASK + """
e = select.epoll(); e.register(c, select.EPOLLIN); e.poll(0.4)
"""),
    "a limit to sending": (ECHO, SMALL + """
small(c)
c.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", 0, 400_000))
try:
    while True: c.send(b"x" * 4096)
except BlockingIOError: os._exit(0)
"""),
    "a timerfd": (ECHO, ASK + """
import ctypes
libc = ctypes.CDLL(None)
t = libc.timerfd_create(1, 0)
libc.timerfd_settime(t, 0, struct.pack("qqqq", 0, 0, 0, 400_000_000), None)
p = select.poll(); p.register(c, select.POLLIN); p.register(t, select.POLLIN); p.poll()
"""),
    "a timerfd in an epoll set": (ECHO, ASK + """
import ctypes
libc = ctypes.CDLL(None)
t = libc.timerfd_create(1, 0)
libc.timerfd_settime(t, 0, struct.pack("qqqq", 0, 0, 0, 400_000_000), None)
e = select.epoll(); e.register(c, select.EPOLLIN); e.register(t, select.EPOLLIN); e.poll()
"""),
    "an alarm": (ECHO, ASK + """
signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
signal.setitimer(signal.ITIMER_REAL, 0.4)
c.recv(99)
"""),
    "an alarm that nobody catches": (ECHO, ASK + """
signal.alarm(1)
c.recv(99)
"""),
    "an alarm through syscall": (ECHO, ASK + """
import ctypes
signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
ctypes.CDLL(None).syscall(38, 0, struct.pack("qqqq", 0, 0, 0, 400_000), None)  # setitimer
c.recv(99)
""" if os.uname().machine == "x86_64" else ""),
    "a thread's condition with a limit": (ECHO, ASK + "threading.Event().wait(0.4)\n"),
    "a child that works": (ECHO, ASK + """
subprocess.run(["sleep", "0.4"])
"""),
    "somebody outside": (ECHO, ASK + OUTSIDE),
    "work without the network": ("c.recv(99); wait(0.3); c.sendall(b'late')\n", ASK),
    "not yet accepted": (None, ASK),
    "bytes that TCP holds back": (ECHO, """
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
c.sendall(b"hi"); c.recv(99)
"""),
}
LATE = HEAD + "s = socket.create_server(ADDRESS); wait(0.3); c, _ = s.accept()\n" + ECHO


VISITOR = """
import socket, sys, time
time.sleep(1)
while True:
    try: socket.create_connection(("127.0.0.2", int(sys.argv[1]))).recv(9)
    except OSError: time.sleep(0.1)
"""


def moved_before(events):
    """When something last moved; what the kernel does by itself is no move."""
    return max(e["time_ns"] for e in events if not e["name"].startswith("tcp:"))


def answer_late(s):
    """As a server that has nothing to do with the run."""
    if s.type == socket.SOCK_STREAM:
        s.listen()
        s, _ = s.accept()
    with s:
        _, peer = s.recvfrom(9)
        time.sleep(0.4)
        s.sendto(b"late", peer) if peer else s.send(b"late")


class Deadlock(unittest.TestCase):
    def play(self, receiver, sender, *args):
        """(why the harness stopped the run, in a list; seconds for which nothing had moved)"""
        with tempfile.TemporaryDirectory(prefix="stickylab-deadlock-") as folder:
            for name, text in (("receiver", receiver), ("sender", sender)):
                (Path(folder) / f"{name}.py").write_text(text)
            began = time.monotonic()
            _, events = recording("--receiver", f"python3 {folder}/receiver.py", "--sender",
                                  f"python3 {folder}/sender.py", "--timeout", str(LIMIT_S), *args)
            took = time.monotonic() - began
        stops = [i for i, e in enumerate(events) if e["name"] == "harness:stopped"]
        if stops and stops[0] > 0:
            took = (events[stops[0]]["time_ns"] - moved_before(events[:stops[0]])) / 1e9
        return [events[i]["data"]["why"] for i in stops], took

    def test_for_ever_is_seen(self):
        for net in STAGES:
            for name, sender in FOR_EVER.items():
                with self.subTest(name, net=net):
                    why, took = self.play(LISTEN + ECHO, CONNECT + sender, "--net", net)
                    self.assertEqual(why, ["deadlock"])
                    self.assertLess(took, LIMIT_S / 2)

    def test_each_way_to_wait_is_seen(self):
        for name, (receiver, sender) in WAYS.items():
            for net in ("two-hosts", "one-host" if name in VISITED else "loopback"):
                with self.subTest(name, net=net):
                    why, took = self.play(receiver, sender, "--net", net)
                    self.assertEqual(why, ["deadlock"])
                    self.assertLess(took * 1000, MOST_MS)

    def test_what_goes_on_is_left_alone(self):
        for name, (receiver, sender) in NOT_FOR_EVER.items():
            with self.subTest(name):
                receiver = LISTEN + receiver if receiver else LATE
                self.assertEqual(self.play(receiver, CONNECT + sender, "--net", "loopback")[0], [])

    def test_somebody_may_come(self):
        with socket.socket() as free:
            free.bind(("127.0.0.2", 0))
            port = free.getsockname()[1]
        visitor = subprocess.Popen([sys.executable, "-c", VISITOR, str(port)])
        why, _ = self.play(LISTEN + "d, _ = s.accept(); c.sendall(b'hi')\n", CONNECT + "c.recv(9)\n",
                           "--net", "loopback", "--port", str(port))
        visitor.kill(), visitor.wait()
        self.assertEqual(why, [])

    def test_somebody_outside_may_answer(self):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with self.subTest(kind), socket.socket(socket.AF_INET, kind) as s:
                s.bind(("127.0.0.1", 0))
                threading.Thread(target=answer_late, args=(s,), daemon=True).start()
                ask = (f"d = socket.socket(socket.AF_INET, {int(kind)})\n"
                       f"d.connect({s.getsockname()}); d.send(b'hi'); d.recv(9)\n")
                why, _ = self.play(LISTEN + ECHO, CONNECT + ask, "--net", "loopback")
                self.assertEqual(why, [])

    def test_the_kernel_tells_as_much(self):
        for name, sender, wanted in (("for ever", FOR_EVER["recv"], ["deadlock"]),
                                     ("an alarm", NOT_FOR_EVER["an alarm"][1], [])):
            with self.subTest(name):
                why, _ = self.play(LISTEN + ECHO, CONNECT + sender, "--net", "loopback", "--probe",
                                   "kernel")
                self.assertEqual(why, wanted)

    def test_what_is_under_way_is_waited_for(self):
        why, _ = self.play(LISTEN + ECHO, CONNECT + ASK, "--net", "two-hosts", "--rtt", "600")
        self.assertEqual(why, [])


main()
