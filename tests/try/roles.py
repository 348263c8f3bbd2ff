#!/usr/bin/env python3
"""In a lab either program may be the one that listens: it is seen, not told."""

import unittest

from programs import again, conclusion
from trials import ACCEPT, CONNECT, STREAM, WithFolder, attempt, stages, trial, verdict

GIVES = f"""
conn.sendall({STREAM!r})
conn.close()
"""
READ = """
def read(size):
    text = conn.recv(size, socket.MSG_WAITALL)
    if 0 < len(text) < size: sys.exit("ended inside a message")
    return text
"""
TAKES = READ + """
while head := read(4):
    text = read(int.from_bytes(head, "big")) or sys.exit("ended before a message")
    print("message:", text.decode(), flush=True)
"""
TAKES_ONE_RECV = TAKES.replace("read(4)", "conn.recv(4)")
ENDS_SILENTLY = TAKES.replace('sys.exit("ended inside a message")', "sys.exit(0)")
ASKS = READ + """
for _ in range(2):
    conn.sendall(b"next")
    head = read(4) or sys.exit("no answer")
    text = read(int.from_bytes(head, "big")) or sys.exit("an answer without its text")
    print("message:", text.decode(), flush=True)
"""
ASKS_ONE_RECV = """
for _ in range(2):
    conn.sendall(b"next")
    print("message:", (conn.recv(100)[4:] or sys.exit("no answer")).decode(), flush=True)
"""
ANSWERS = READ + """
for word in (b"hello", b"world"):
    if read(4) != b"next": sys.exit("this is no request")
    conn.sendall(len(word).to_bytes(4, "big") + word)
read(1)
"""
ANSWERS_ONE_RECV = ANSWERS.replace("read(4)", "conn.recv(4)")


class Roles(WithFolder):
    def words(self, sender, receiver):
        return ("01", "--sender", self.python(ACCEPT + sender, "sender.py"),
                "--receiver", self.python(CONNECT + receiver, "receiver.py"))

    def test_a_receiver_that_connects_is_tried_under_every_delivery(self):
        for net in stages():
            with self.subTest(net):
                found = trial(*self.words(GIVES, TAKES), net=net)
                self.assertEqual(verdict(found), ("passed", ""))
                self.assertEqual(bytes.fromhex(found["stream_hex"]), STREAM)
                listens = trial("01", "--sender", self.sender(GIVES), "--receiver", self.receiver(TAKES),
                                net=net)
                self.assertEqual(found["schedules"], listens["schedules"])

    def test_it_is_caught_as_one_that_listens_would_be(self):
        for receiver, expected in ((TAKES_ONE_RECV, ("lost", "cuts=1")),
                                   (ENDS_SILENTLY, ("silent-end", "whole fin@1"))):
            with self.subTest(expected):
                self.assertEqual(verdict(trial(*self.words(GIVES, receiver))), expected)

    def test_the_line_shows_it_again(self):
        told = attempt(*self.words(GIVES, TAKES_ONE_RECV), "--width", "1000")
        shown = again(told.stdout)
        self.assertEqual((told.returncode, shown.returncode), (1, 1))
        self.assertEqual(conclusion(told), conclusion(shown))

    def test_a_sender_that_listens_is_tried_by_what_it_is_sent(self):
        self.assertEqual(verdict(trial(*self.words(ANSWERS, ASKS))), ("passed", ""))
        found = trial(*self.words(ANSWERS, ASKS_ONE_RECV))
        self.assertEqual(verdict(found), ("lost", "cuts=1"))
        found = trial(*self.words(ANSWERS_ONE_RECV, ASKS))
        self.assertEqual(verdict(found)[1], "whole replies cuts=1")
        self.assertEqual(found["failure"]["sender_exit"], 1)

    def test_if_neither_listens_that_is_said(self):
        found = trial("01", "--sender", self.sender(GIVES),
                      "--receiver", self.python(CONNECT + TAKES, "receiver.py"))
        self.assertEqual(verdict(found), ("not-run", None))


if __name__ == "__main__":
    unittest.main()
