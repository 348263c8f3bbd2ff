#!/usr/bin/env python3
"""Nothing is left of a trial: no folder, no process, no namespace."""

import os
import select
import signal
import subprocess
import sys
import unittest
import uuid
from pathlib import Path

from trials import PATIENCE_S, STICKYLAB, WithFolder, attempt, lab_file, stages, trial

MARK = "STICKYLAB_TRIED"
KINDS = ("net", "pid", "user")
# It stays, and so does its child, in a session of its own.
STAYS = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
signal.pause()
"""
SAYS_SO = """
with open(os.environ["HERE"], "w") as here:
    here.write("here")
"""

# It leaves a file where compilers have theirs, and a child that a signal to it does not reach.
GATED_COMPILER = f"""#!{sys.executable}
import os, signal, tempfile
signal.signal(signal.SIGINT, signal.SIG_DFL)
tempfile.mkstemp()
if os.fork() == 0:
    signal.pause()
with open(os.environ["HERE"], "w") as here:
    here.write("here")
signal.pause()
"""


def namespaces(pid):
    return {os.readlink(f"/proc/{pid}/ns/{kind}") for kind in KINDS}


def in_namespaces(names):
    """The processes in any of these namespaces, and those whose files keep one of them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            held = namespaces(folder.name) | {os.readlink(fd) for fd in folder.glob("fd/*")}
        except OSError:
            continue  # it has ended
        if held & names:
            found.append(folder.name)
    return found


def processes_with(mark):
    """All that descend from a trial, by what they have inherited."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


class Survivors(WithFolder):
    def setUp(self):
        super().setUp()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.here = self.folder / "here"
        os.mkfifo(self.here)
        self.mark = str(uuid.uuid4())
        self.environment = {**os.environ, "TMPDIR": str(self.temporary), "HERE": str(self.here),
                            MARK: self.mark}

    def processes(self):
        return processes_with(self.mark)

    def assertNothingIsLeft(self):
        poll = select.poll()
        running = set()
        for pid in self.processes():
            try:
                running.add(os.pidfd_open(pid))
            except ProcessLookupError:
                continue  # it has just ended
        for pidfd in running:
            poll.register(pidfd, select.POLLIN)
        while running and (ended := poll.poll(2000)):
            for pidfd, _ in ended:
                poll.unregister(pidfd)
                os.close(pidfd)
                running.remove(pidfd)
        left = self.processes()
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        self.assertEqual(left, [])
        self.assertEqual(os.listdir(self.temporary), [])

    def start(self, *args, processes=4):
        """Tries something, until it says that it is there."""
        harness = subprocess.Popen([STICKYLAB, "try", "01", *args, "--timeout", "60"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=self.environment, process_group=0)
        self.addCleanup(harness.communicate)
        self.assertEqual(self.here.read_text(), "here")
        self.assertGreaterEqual(len(self.processes()), processes)
        return harness

    def test_nothing_after_a_trial_of_a_file(self):
        for version in ("fixed", "broken"):
            attempt("05", lab_file("05", version), env=self.environment)
            self.assertNothingIsLeft()

    def test_nothing_after_a_compile_error(self):
        file = self.folder / "mine.cpp"
        file.write_text("not C++\n")
        self.assertEqual(attempt("01", file, env=self.environment).returncode, 2)
        self.assertNothingIsLeft()

    def test_nothing_after_a_signal_to_the_compiler(self):
        compiler = self.folder / "compiler"
        compiler.write_text(GATED_COMPILER)
        compiler.chmod(0o755)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            for to_all in (False, True):  # as Ctrl-C does
                with self.subTest(signal=number.name, to_all=to_all):
                    self.environment["CXX"] = str(compiler)
                    harness = self.start(lab_file("01", "fixed"), processes=2)
                    (os.killpg if to_all else os.kill)(harness.pid, number)
                    self.assertEqual(harness.wait(PATIENCE_S), 128 + number)
                    self.assertNothingIsLeft()

    def test_nothing_after_a_receiver_that_stays_with_a_child(self):
        found = trial("01", "--receiver", self.receiver(STAYS), env=self.environment)
        self.assertEqual(found["failure"]["fault"], "hang")
        self.assertNothingIsLeft()

    def test_nothing_after_a_conversation_with_a_sender_that_stays_with_a_child(self):
        text = "import signal\nconn.sendall(b'\\0\\0\\0\\5hello')\nconn.recv(2)\n" + STAYS
        for schedule in ("whole replies cuts=1", "whole replies every=1 merged"):
            found = trial("04", "--sender", self.sender(text), "--schedule", schedule,
                          "--timeout", "1", env=self.environment)
            self.assertEqual(found["failure"]["fault"], "hang")
            self.assertNothingIsLeft()

    def test_nothing_after_a_signal_in_the_middle(self):
        for net in stages():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
                with self.subTest(net=net, signal=number.name):
                    harness = self.start("--receiver", self.receiver(SAYS_SO + STAYS), "--net", net)
                    names = set().union(*map(namespaces, self.processes())) - namespaces("self")
                    harness.send_signal(number)
                    harness.wait(PATIENCE_S)
                    self.assertNothingIsLeft()
                    self.assertEqual(in_namespaces(names), [])


if __name__ == "__main__":
    unittest.main()
