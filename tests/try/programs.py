#!/usr/bin/env python3
"""Programs of one's own: right ones pass, a wrong one is told how, and the told line shows it
again."""

import shlex
import subprocess
import unittest

from trials import BUILD, PATIENCE_S, STREAM, WithFolder, attempt, lab_file, trial, verdict

READ_EXACT = """
def read_exact(size):
    data = b""
    while len(data) < size and (chunk := conn.recv(size - len(data))):
        data += chunk
    return data
"""
RIGHT = READ_EXACT + """
while header := read_exact(4):
    if len(header) < 4:
        sys.exit("the peer closed inside a length")
    size = int.from_bytes(header, "big")
    body = read_exact(size)
    if len(body) < size:
        sys.exit("the peer closed inside a message")
    print("message:", body.decode())
"""
ONE_RECV = """
while header := conn.recv(4):
    print("message:", conn.recv(int.from_bytes(header, "big")).decode())
"""
POLLS_BUT_BUFFERS = """
import select
frames = conn.makefile("rb")
while True:
    select.select([conn], [], [])
    if not (header := frames.read(4)):
        break
    body = frames.read(int.from_bytes(header, "big"))
    print("message:", body.decode(), flush=True)
"""
FORGETS_WHEN_THE_TIME_IS_UP = """
conn.settimeout(0.2)
def message():
    data = b""
    while len(data) < 4 or len(data) < 4 + int.from_bytes(data[:4], "big"):
        if not (byte := conn.recv(1)):
            sys.exit(len(data) > 0)
        data += byte
    return data[4:]
while True:
    try:
        print("message:", message().decode(errors="replace"), flush=True)
    except TimeoutError:
        pass
"""
PRINTS_AT_THE_END = """
lines = open(1, "w", buffering=1000, closefd=False)
""" + RIGHT.replace('print("message:", body.decode())',
                                 'lines.write("message: " + body.decode() + "\\n")')
SEND = """
for body in (b"hello", b"world"):
    conn.sendall(struct.pack("{}I", len(body)) + body)
"""


def again(text):
    """The line after `again:`, as a shell would take it."""
    line = text[text.index("\nagain:") + len("\nagain:"):]
    words = shlex.split(line)
    assert words[:2] == ["stickylab", "try"], words
    return subprocess.run([BUILD / "bin/stickylab", *words[1:], "--width", "1000"],
                          capture_output=True, text=True, timeout=PATIENCE_S)


def conclusion(done):
    """What stands below the lanes."""
    return done.stdout.rpartition("\n\n")[2]


class Programs(WithFolder):
    def test_a_right_receiver_passes(self):
        found = trial("01", "--receiver", self.receiver(RIGHT))
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertEqual((found["schedules"], bytes.fromhex(found["stream_hex"])), (231, STREAM))

    def test_one_recv_for_the_header_fails_under_the_first_cut(self):
        found = trial("01", "--receiver", self.receiver(ONE_RECV))
        self.assertEqual(found["failure"]["schedule"], "cuts=1")
        self.assertEqual(found["failure"]["fault"], "verdict")

    def test_the_first_failure_is_the_same_however_many_run_at_a_time(self):
        for jobs in ("1", "2", "8"):
            found = trial("01", "--receiver", self.receiver(ONE_RECV), "--jobs", jobs)
            self.assertEqual(found["failure"]["schedule"], "cuts=1")

    def test_the_line_to_run_it_again_shows_the_same(self):
        told = attempt("01", "--receiver", self.receiver(ONE_RECV), "--width", "1000")
        shown = again(told.stdout)
        self.assertEqual((told.returncode, shown.returncode), (1, 1))
        parts = [conclusion(done) for done in (told, shown)]
        self.assertIn("\\x00|\\x00\\x00\\x05hello", parts[0])
        self.assertIn("(cut at |, then FIN)", parts[0])
        self.assertEqual(parts[0], parts[1])

    def test_the_line_for_a_file_shows_the_same(self):
        told = attempt("02", lab_file("02", "broken"), "--width", "1000")
        shown = again(told.stdout)
        self.assertIn("\nagain: stickylab try 02 ", told.stdout)
        self.assertEqual(conclusion(told), conclusion(shown))

    def test_a_file_for_a_lab_that_names_libuv_is_linked_to_it(self):
        found = trial("32", lab_file("32", "fixed"), "--schedule", "cuts=3")
        self.assertEqual(verdict(found), ("passed", ""))

    def test_one_schedule_can_be_asked_for(self):
        for schedule, expected in (("whole", "passed"), ("cuts=4,9,13", "passed"),
                                   ("whole merged", "passed")):
            found = trial("01", "--receiver", self.receiver(ONE_RECV), "--schedule", schedule)
            self.assertEqual((verdict(found)[0], found["schedules"]), (expected, 1))

    def test_a_message_that_is_said_only_at_the_end_is_withheld(self):
        both = "--schedule", "whole", "--schedule", "whole silence"
        receiver = self.receiver(POLLS_BUT_BUFFERS)
        self.assertEqual(verdict(trial("01", "--receiver", receiver, *both)),
                         ("withheld", "whole silence"))
        told = attempt("01", "--receiver", receiver, *both, "--width", "1000")
        self.assertEqual(conclusion(told), conclusion(again(told.stdout)))
        self.assertEqual(verdict(trial("01", "--receiver", self.receiver(RIGHT), *both))[0],
                         "passed")

    def test_a_line_that_is_made_and_not_yet_written_is_not_withheld(self):
        found = trial("01", "--receiver", self.receiver(PRINTS_AT_THE_END),
                      "--schedule", "whole", "--schedule", "whole silence")
        self.assertEqual(verdict(found), ("passed", ""))

    def test_a_pause_is_longer_than_the_timeout(self):
        pause = "--schedule", "cuts=6 pause=400ms"
        receiver = self.receiver(FORGETS_WHEN_THE_TIME_IS_UP)
        self.assertEqual(verdict(trial("01", "--receiver", receiver, *pause))[1],
                         "cuts=6 pause=400ms")
        self.assertEqual(verdict(trial("01", "--receiver", self.receiver(RIGHT), *pause))[0],
                         "passed")

    def test_a_right_sender_passes_with_the_labs_own_receiver(self):
        found = trial("01", "--sender", self.sender(SEND.format("!")))
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertEqual(bytes.fromhex(found["stream_hex"]), STREAM)

    def test_a_sender_of_little_endian_lengths_fails_at_once(self):
        found = trial("01", "--sender", self.sender(SEND.format("<")))
        self.assertEqual(found["schedules"], 0)
        self.assertEqual(verdict(found), ("lost", None))
        self.assertTrue(found["stream_hex"].startswith("05000000"))

    def test_two_wrong_ends_that_agree_are_right(self):
        receiver = self.receiver(RIGHT.replace('"big"', '"little"'))
        found = trial("01", "--sender", self.sender(SEND.format("<")), "--receiver", receiver,
                      "--schedule", "every=1")
        self.assertEqual(verdict(found), ("passed", ""))


if __name__ == "__main__":
    unittest.main()
