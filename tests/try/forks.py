#!/usr/bin/env python3
"""A program is started once and forked for many deliveries, where that is like a start. The answer is
that of programs that are started each time."""

import os
import sys
import unittest

from trials import WithFolder, trial, verdict

SENDER = """
conn.sendall(b"hello\\nworld\\n")
"""
# Each start leaves a byte in a file.
START = """\
import os, signal, socket, sys
with open(os.environ["STARTS"], "a") as starts:
    starts.write("x")
address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
listener = socket.create_server(address)
"""
LINES = """
conn = listener.accept()[0]
with conn.makefile("rb") as lines:
    for line in lines:
        if not line.endswith(b"\\n"):
            sys.exit("the peer closed inside a line")
        print("message:", line.decode().strip(), flush=True)
"""
# What a fork has not, or has in common with others.
UNLIKE = {
    "a thread": "import threading\nthreading.Thread(target=signal.pause, daemon=True).start()",
    "a child": "if os.fork() == 0:\n    listener.close()\n    signal.pause()",
    "a timer": "signal.alarm(600)",
    "an epoll instance": "import select\nepoll = select.epoll()",
    "a file": "file = open(os.environ['STARTS'])",
    "memory that is shared": "import mmap\nshared = mmap.mmap(-1, 4096)",
}


class WithStarts(WithFolder):
    def tried(self, receiver, **environment):
        """What came of a receiver, and how often it was started."""
        starts = self.folder / "starts"
        starts.write_text("")
        file = self.folder / "receiver.py"
        file.write_text(receiver)
        found = trial("01", "--sender", self.sender(SENDER),
                      "--receiver", f"'{sys.executable}' -IS '{file}'",
                      env={**os.environ, "STARTS": str(starts), **environment})
        return found, len(starts.read_text())


class Forks(WithStarts):
    def test_a_right_program_is_started_a_few_times(self):
        found, starts = self.tried(START + LINES)
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertLess(starts, found["schedules"] / 2)

    def test_it_is_started_each_time_if_that_is_asked_for(self):
        found, starts = self.tried(START + LINES, STICKYLAB_NO_FORK="1")
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertGreaterEqual(starts, found["schedules"])

    def test_a_listener_that_a_fork_has_changed(self):
        found, starts = self.tried(START + LINES + "listener.setblocking(False)\n")
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertGreater(starts, found["schedules"] / 2)

    def test_what_fails_in_a_fork_alone_is_no_failure(self):
        found, starts = self.tried(START + "me = os.getpid()" + LINES +
                                   "sys.exit(0 if os.getpid() == me else 1)\n")
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertGreaterEqual(starts, found["schedules"])

    def test_what_is_printed_before_is_printed_in_each_run(self):
        for flush in (True, False):
            with self.subTest(flush=flush):
                text = START + f"print('message: hello', flush={flush})" + LINES.replace(
                    "in lines:", "in list(lines)[1:]:")
                found, starts = self.tried(text)
                again, _ = self.tried(text, STICKYLAB_NO_FORK="1")
                self.assertEqual(verdict(found), verdict(again))

    def test_a_wrong_program_fails_as_it_does_when_it_is_started(self):
        for wrong in ("\nconn = listener.accept()[0]\nwhile text := conn.recv(6):\n"
                      "    print('message:', text.decode().strip(), flush=True)\n",
                      LINES.replace("sys.exit(", "print(")):
            found, _ = self.tried(START + wrong)
            again, _ = self.tried(START + wrong, STICKYLAB_NO_FORK="1")
            self.assertNotEqual(verdict(found)[0], "passed")
            self.assertEqual(verdict(found), verdict(again))


class Unlike(WithStarts):
    def test_what_a_fork_would_not_have_or_would_share(self):
        for what, text in UNLIKE.items():
            with self.subTest(what=what):
                found, starts = self.tried(START + text + LINES)
                self.assertEqual(verdict(found), ("passed", ""))
                self.assertGreaterEqual(starts, found["schedules"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
