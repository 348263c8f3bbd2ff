#!/usr/bin/env python3
"""`observe --probe kernel` sees what the C library does not pass: the calls are those that strace
shows, the bytes those on the wire."""

import errno
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tools import (PATIENCE_S, SKIPPED, STICKYLAB, WRITES, calls, main, observe, packets, payload,
                   recording)

SOURCE = Path(__file__).parent / "programs/kernel_calls.c"
COMPILER = shutil.which(os.environ.get("CC", "cc"))
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
SENDS = WRITES | {"pwritev2", "sendmmsg", "sendfile", "splice"}
SERVER = ("python3 -c \"import os, socket; "
          "s = socket.create_server((os.environ['STICKYLAB_HOST'], {port})); s.settimeout(9)\n"
          "for _ in range(COUNT):\n c, _ = s.accept(); c.settimeout(9)\n"
          " while c.recv(4096): pass\"")
UDP_SERVER = ("python3 -c \"import os, socket; s = socket.socket(type=socket.SOCK_DGRAM); "
              "s.bind((os.environ['STICKYLAB_HOST'], {port})); s.recv(9); s.recv(9)\"")
CONNECTIONS = {"leader": 2}  # of a mode; else 1

# What strace -yy prints of a call that has a TCP socket for its first argument, or makes one.
STRACE_LINE = re.compile(r"(\w+)\((?:\d+<TCP[^>]*(?:->[^>]*)?>|AF_INET, SOCK_STREAM)"
                         r".*\) += (-?\d+)(?:<.*>)?(?: ([A-Z]+) .*)?$")
STRACED = ("socket,connect,sendto,recvfrom,read,write,writev,pwritev2,close,shutdown,ioctl,"
           "sendfile")
KERNEL_NAMES = {"send": "sendto", "recv": "recvfrom", "fionread": "ioctl"}


class Kernel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="stickylab-kernel-")
        cls.addClassCleanup(cls.folder.cleanup)
        os.chmod(cls.folder.name, 0o755)
        cls.program = cls.compile("dynamic")
        cls.static = cls.compile("static", "-static")

    @classmethod
    def compile(cls, name, *options):
        program = f"{cls.folder.name}/{name}"
        done = subprocess.run([COMPILER, "-pthread", *options, "-o", program, SOURCE])
        return program if done.returncode == 0 else None

    def seen(self, mode, *options, program=None, net="two-hosts", server=SERVER):
        server = server.replace("COUNT", str(CONNECTIONS.get(mode, 1)))
        _, events = recording("--probe", "kernel", "--net", net, "--receiver", server, "--sender",
                              f"{program or self.program} {mode} {{host}} {{port}}", *options)
        ends = [event["data"]["code"] for event in events if event["name"] == "process:exit"]
        self.assertEqual(ends, [0, 0])
        return events

    def check_bytes(self, events, wanted):
        self.assertEqual(payload(calls(events, "sender", SENDS)), wanted)
        self.assertEqual(payload(packets(events, "sender")), wanted)

    def test_what_libc_does_not_pass_is_seen(self):
        for program in filter(None, (self.program, self.static)):
            for mode in ("mixed", "again"):
                with self.subTest(mode, program=program):
                    self.check_bytes(self.seen(mode, program=program), b"helloXXXXXworld")

    def test_all_threads_and_processes_are_followed(self):
        for mode, wanted in (("threads", b"0123456789" * 200), ("passes", b"passed"),
                             ("leader", b"alonehelloXXXXXworld")):
            with self.subTest(mode):
                self.check_bytes(self.seen(mode), wanted)

    def test_every_call_that_sends_is_seen(self):
        events = self.seen("all")
        sent = [(event["data"]["call"], event["data"]["result"])
                for event in calls(events, "sender", SENDS)]
        self.assertEqual(sent, [("send", 5), ("write", 8), ("writev", 6), ("pwritev2", 6),
                                ("sendmsg", 6), ("sendmmsg", 6), ("sendmmsg", 6),
                                ("sendfile", 3), ("sendfile", 2), ("splice", 5)])
        self.assertEqual(payload(calls(events, "sender", SENDS)) + b"23401piped",
                         payload(packets(events, "sender")))

    def test_each_datagram_is_a_call_of_its_own(self):
        events = self.seen("datagrams", server=UDP_SERVER)
        sent = [bytes.fromhex(event["data"]["hex"]) for event in calls(events, "sender", SENDS)]
        self.assertEqual(sent, [b"one", b"three"])
        begun = [event for event in events if event["name"] == "sock:enter"
                 and event["data"]["call"] == "sendmmsg"]
        self.assertEqual(len(begun), 2)  # that of no message is none

    def test_every_stage_will_do(self):
        for net in ("one-host", "loopback"):
            with self.subTest(net):
                events = self.seen("mixed", net=net)
                self.assertEqual(payload(calls(events, "sender", SENDS)), b"helloXXXXXworld")

    def test_the_calls_are_those_that_strace_shows(self):
        if not shutil.which("strace"):
            self.skipTest("no strace")
        for mode in ("mixed", "again", "threads", "passes", "all"):
            with self.subTest(mode):
                got = sorted(told(event["data"]) for event in self.seen(mode, net="loopback")
                             if event["name"] == "sock:return" and event["who"] == "sender"
                             and event["data"]["call"] not in ("sendmsg", "sendmmsg", "splice"))
                self.assertEqual(got, self.strace(mode))

    def strace(self, mode):
        """The calls on TCP sockets, sorted, each with its result and errno."""
        environment = {**os.environ, "STICKYLAB_HOST": "127.0.0.1"}
        with tempfile.TemporaryDirectory(prefix="stickylab-strace-") as folder:
            port = free_port()
            server = SERVER.replace("COUNT", "1").replace("{port}", str(port))
            with subprocess.Popen(server, shell=True, env=environment) as listener:
                wait_until(lambda: listens(port))
                subprocess.run(["strace", "-ff", "-yy", f"-etrace={STRACED}", "-o", f"{folder}/of",
                                self.program, mode, "127.0.0.1", str(port)],
                               check=True, timeout=PATIENCE_S)
                listener.wait(PATIENCE_S)
            lines = [line for file in Path(folder).iterdir()
                     for line in file.read_text().splitlines()]
        found = filter(None, map(STRACE_LINE.match, lines))
        return sorted((name, without_number(name, int(result)), error or "")
                      for name, result, error in (match.groups() for match in found))

    def test_a_call_that_a_handler_interrupts_has_failed_and_one_after_a_stop_goes_on(self):
        _, events = recording("--probe", "kernel", "--net", "loopback", "--receiver",
                              SERVER.replace("COUNT", "1"), "--sender",
                              f"{self.program} interrupted {{host}} {{port}}")
        reads = [(event["name"], event["data"].get("errno", 0)) for event in events
                 if event["name"].startswith("sock:") and event["who"] == "sender"
                 and event["data"]["call"] == "read"]
        self.assertEqual(reads, [("sock:enter", 0), ("sock:return", 4), ("sock:enter", 0)])
        end = [event["data"]["signal"] for event in events
               if event["name"] == "process:exit" and event["who"] == "sender"]
        self.assertEqual(end, [signal.SIGTERM])

    def as_nobody(self, mode, *options, **environment):
        """What `observe` prints for an ordinary user."""
        if os.geteuid() != 0:
            self.skipTest("not root")
        done = subprocess.run(
            [*NOBODY, STICKYLAB, "observe", "--probe", "kernel", *options, "--lang", "en",
             "--receiver", SERVER.replace("COUNT", "1"),
             "--sender", f"{self.program} {mode} {{host}} {{port}}"],
            cwd="/", env={**os.environ, **environment}, capture_output=True, text=True,
            timeout=PATIENCE_S)
        if "Permission denied" in done.stderr:
            self.skipTest(done.stderr)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_an_ordinary_user_needs_no_rights(self):
        for net in ("two-hosts", "loopback"):
            for mode in ("mixed", "forbids"):
                with self.subTest(net, mode=mode):
                    said = self.as_nobody(mode, "--net", net, "--format", "json")
                    self.assertEqual(json.loads(said)["writes"], 3)

    def test_what_may_not_be_read_is_said_to_be_missing(self):
        said = self.as_nobody("forbids", "--net", "loopback", STICKYLAB_NO_NAMESPACES="1")
        self.assertIn("Calls, or whole programs, that could not be observed: ", said)

    def test_a_tracer_is_no_stray(self):
        with mock.patch.dict(os.environ, STICKYLAB_NO_NAMESPACES="1"):
            events = self.seen("mixed", net="loopback")
        self.assertEqual([event for event in events if event["name"] == "harness:strays"], [])

    def test_the_header_says_by_what(self):
        for probe, said in (("kernel", "kernel"), ("libc", None)):
            with tempfile.TemporaryDirectory(prefix="stickylab-observe-") as folder:
                observe("--probe", probe, "--net", "loopback", "--receiver", "true", "--sender",
                        "true", "--record", folder)
                header = json.loads((Path(folder) / "observed.ndjson").read_text().splitlines()[0])
                self.assertEqual(header.get("probe"), said)

    def test_it_is_refused_in_one_line_where_nothing_can_be_traced(self):
        if not shutil.which("strace"):
            self.skipTest("no strace, which traces all there is")
        for lang, words in (("en", "programs cannot be traced here: Operation not permitted"),
                            ("zh", "这里不能跟踪程序：Operation not permitted")):
            done = subprocess.run(
                ["strace", "-f", "-o", "/dev/null", STICKYLAB, "observe", "--probe", "kernel",
                 "--receiver", "true", "--sender", "true", "--lang", lang, "--net", "loopback"],
                capture_output=True, text=True, timeout=PATIENCE_S)
            self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
            self.assertIn(words, done.stderr)

    def start(self, mark):
        """A run that does not end by itself."""
        return subprocess.Popen([STICKYLAB, "observe", "--probe", "kernel", "--net", "loopback",
                                 "--receiver", f"tail -f {mark}", "--sender", "true",
                                 "--format", "json"], stdout=subprocess.PIPE)

    def test_nothing_is_left_if_stickylab_is_killed(self):
        mark = self.program  # a file that nobody else has
        with self.start(mark) as harness:
            wait_until(lambda: tracers(mark) and tails(mark))
            harness.kill()
        wait_until(lambda: not processes(mark))

    def test_the_programs_end_with_their_tracer(self):
        mark = self.program  # a file that nobody else has
        with self.start(mark) as harness:
            wait_until(lambda: tracers(mark) and tails(mark))
            os.kill(tracers(mark)[0], signal.SIGKILL)
            said = json.loads(harness.communicate(timeout=PATIENCE_S)[0])
        self.assertEqual(said["stopped"]["detail"], "its tracer ended, receiver")
        self.assertEqual(harness.returncode, 2)
        wait_until(lambda: not processes(mark))


def told(data):
    """A call of a recording, as `Kernel.strace` gives it."""
    name = KERNEL_NAMES.get(data["call"], data["call"])
    return name, without_number(name, data["result"]), errno.errorcode.get(data.get("errno"), "")


def without_number(name, result):
    """Descriptors have other numbers elsewhere."""
    return min(result, 0) if name == "socket" else result


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def listens(port):
    wanted = f"0100007F:{port:04X} 00000000:0000 0A"
    return wanted in Path("/proc/net/tcp").read_text()


def processes(mark):
    """Processes with this word in their command, that have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "cmdline").read_text():
                found.append(int(folder.name))
        except OSError:
            pass
    return found


def named(mark, name):
    return [pid for pid in processes(mark)
            if Path(f"/proc/{pid}/comm").read_text().strip() == name]


def tracers(mark):
    return named(mark, "stickylab-trace")


def tails(mark):
    return named(mark, "tail")


def wait_until(holds):
    for _ in range(200):
        if holds():
            return
        select.select([], [], [], 0.05)
    raise AssertionError("it did not come about in 10 s")


if __name__ == "__main__":
    if COMPILER is None:
        print("skipped: no C compiler")
        sys.exit(SKIPPED)
    main()
