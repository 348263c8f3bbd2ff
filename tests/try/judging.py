#!/usr/bin/env python3
"""Whose `message:` lines count in a lab: a client that misreads its replies is judged by its own."""

import unittest

from programs import again, conclusion
from trials import CONNECT, WithFolder, attempt, trial, verdict

# Lab 03: five words, asked for one by one. A request is a number, a reply a length and a text.
SERVER = """
with conn, conn.makefile("rb") as requests:
    for index in iter(lambda: requests.read(1), b""):
        word = [b"alpha", b"bravo", b"delta", b"hotel", b"tango"][index[0]]
        print("message:", word.decode(), flush=True)
        conn.sendall(bytes([len(word)]) + word)
"""
CLIENT = """
for index in range(5):
    conn.sendall(bytes([index]))
    reply = {reply}
    print("message:", reply.decode("latin1"), flush=True)
"""
ONE_RECV = CLIENT.format(reply="conn.recv(100)[1:]")
READS_ON = CLIENT.format(reply="conn.recv(conn.recv(1)[0], socket.MSG_WAITALL)")
SAYS_WHAT_IT_SENDS = """
for word in ("hello", "world"):
    conn.sendall(len(word).to_bytes(4, "big") + word.encode())
    print("message:", word)
"""


class Judging(WithFolder):
    def programs(self, client):
        return ("03", "--sender", self.sender(client), "--receiver", self.receiver(SERVER))

    def test_a_client_that_misreads_a_reply_is_caught_by_what_it_says(self):
        found = trial(*self.programs(ONE_RECV), "--judge", "sender")
        self.assertEqual(verdict(found), ("garbled", "whole replies cuts=1"))
        self.assertEqual(found["failure"]["understood_by"], "sender")
        self.assertEqual(found["failure"]["understood"][0], "")

    def test_a_client_that_reads_on_passes(self):
        found = trial(*self.programs(READS_ON), "--judge", "sender")
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertEqual(found["uncounted"], 0)
        self.assertGreater(found["schedules"], 50)

    def test_both_count_if_both_are_asked_for(self):
        for client, expected in ((ONE_RECV, "garbled"), (READS_ON, "passed")):
            with self.subTest(expected):
                found = trial(*self.programs(client), "--judge", "both")
                self.assertEqual(verdict(found)[0], expected)
        server = SERVER.replace("requests.read(1)", "conn.recv(2)")
        found = trial("03", "--sender", self.sender(READS_ON.replace("bytes([index])",
                                                                     "bytes([index, 0])")),
                      "--receiver", self.receiver(server), "--judge", "both")
        self.assertEqual(found["failure"]["understood_by"], "receiver")

    def test_the_lines_that_do_not_count_are_said_not_to(self):
        schedule = ("--schedule", "whole replies cuts=1")
        found = trial(*self.programs(ONE_RECV), *schedule)
        self.assertEqual((verdict(found)[0], found["uncounted"]), ("passed", 5))
        told = attempt(*self.programs(ONE_RECV), *schedule, "--width", "200")
        self.assertIn("(5): they do not count; --judge sender lets them", told.stdout)

    def test_the_line_shows_it_again(self):
        told = attempt(*self.programs(ONE_RECV), "--judge", "sender", "--width", "1000")
        self.assertIn("the sender understood: ", told.stdout)
        shown = again(told.stdout)
        self.assertEqual((told.returncode, shown.returncode), (1, 1))
        self.assertEqual(conclusion(told), conclusion(shown))

    def test_what_means_nothing_is_refused(self):
        own = ("--sender", self.sender(ONE_RECV))
        without_replies = self.python(CONNECT + SAYS_WHAT_IT_SENDS, "says.py")
        for words, line in (
                (("06", *own, "--judge", "sender"), "lab 06 is about datagrams"),
                (("03", "--receiver", self.receiver(SERVER), "--judge", "sender"),
                 "name yours with --sender"),
                (("01", "--sender", without_replies, "--judge", "sender"), "nothing was sent back"),
                (("03", *own, "--judge", "sender", "--schedule", "cuts=1"), "add `replies whole`"),
                (("03", *own, "--count", "x"), "--count is of `try --server --client`")):
            with self.subTest(line):
                told = attempt(*words)
                self.assertEqual((told.returncode, told.stdout), (2, ""))
                self.assertIn(line, told.stderr)
                self.assertEqual(told.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
