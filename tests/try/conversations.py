#!/usr/bin/env python3
"""A sender of one's own in a conversation: it must hold however its replies are cut."""

import unittest

from programs import again, conclusion
from trials import WithFolder, attempt, lab_file, stages, trial, verdict

# Lab 04: one request, `hello`, and its reply, `ok`.
REQUEST = """
conn.sendall(b"\\0\\0\\0\\5hello")
"""
ONE_RECV = REQUEST + """
sys.exit(conn.recv(2) != b"ok")
"""
RIGHT = REQUEST + """
sys.exit(conn.recv(1) + conn.recv(1) != b"ok")
"""
READS_A_BYTE = REQUEST + """
conn.recv(1)
"""
WAITS_FOR_THREE = REQUEST + """
conn.recv(3, socket.MSG_WAITALL)
"""
SERVE = """
with conn, conn.makefile("rb") as requests:
    print("message:", requests.read(9)[4:].decode(), flush=True)
    conn.sendall(b"ok")
    requests.read(1)
"""
ONE_RECV_SERVER = """
print("message:", conn.recv(9)[4:].decode(), flush=True)
conn.sendall(b"ok")
"""


class Conversations(WithFolder):
    def test_a_right_sender_passes_on_every_stage(self):
        for net in stages():
            with self.subTest(net):
                found = trial("04", "--sender", self.sender(RIGHT), net=net)
                self.assertEqual(verdict(found), ("passed", ""))
                self.assertEqual(bytes.fromhex(found["replies_hex"]), b"ok")
                self.assertEqual(found["schedules"], 2 + 1 + 1 + 1 + 16)

    def test_a_cut_reply_that_is_misread_is_named_on_every_stage(self):
        for net in stages():
            with self.subTest(net):
                found = trial("04", "--sender", self.sender(ONE_RECV), net=net)
                self.assertEqual(verdict(found), ("crash", "whole replies cuts=1"))
                self.assertEqual(found["failure"]["sender_exit"], 1)

    def test_the_report_shows_the_reply_as_it_came_and_the_line_shows_it_again(self):
        told = attempt("04", "--sender", self.sender(ONE_RECV), "--width", "1000")
        shown = again(told.stdout)
        self.assertEqual((told.returncode, shown.returncode), (1, 1))
        self.assertIn('replies: "o|k" (cut at |)\n', told.stdout)
        self.assertIn("the sender: exited with 1\n", told.stdout)
        self.assertEqual(conclusion(told), conclusion(shown))

    def test_what_is_named_is_the_same_however_many_run_at_a_time(self):
        for jobs in ("1", "8"):
            found = trial("04", "--sender", self.sender(ONE_RECV), "--jobs", jobs)
            self.assertEqual(verdict(found)[1], "whole replies cuts=1")

    def test_a_sender_that_leaves_a_part_of_its_reply_resets_the_connection(self):
        found = trial("04", "--sender", self.sender(READS_A_BYTE))
        self.assertEqual(verdict(found), ("crash", None))

    def test_a_sender_that_waits_for_more_than_comes_hangs(self):
        found = trial("04", "--sender", self.sender(WAITS_FOR_THREE), "--timeout", "1")
        self.assertEqual(verdict(found)[0], "hang")

    def test_one_schedule_can_be_asked_for(self):
        for schedule, expected in (("whole replies whole", "passed"),
                                   ("every=1 replies whole merged", "passed"),
                                   ("whole replies every=1 merged", "passed"),
                                   ("every=3 replies every=1", "crash"), ("cuts=1", "passed")):
            with self.subTest(schedule):
                found = trial("04", "--sender", self.sender(ONE_RECV), "--schedule", schedule)
                self.assertEqual((verdict(found)[0], found["schedules"]), (expected, 1))

    def test_of_two_programs_of_ones_own_the_one_that_is_wrong_shows(self):
        for server, sender, expected in ((SERVE, ONE_RECV, ("crash", "whole replies cuts=1")),
                                         (ONE_RECV_SERVER, ONE_RECV, ("garbled", "cuts=1"))):
            with self.subTest(expected):
                found = trial("04", "--sender", self.sender(sender),
                              "--receiver", self.receiver(server))
                self.assertEqual(verdict(found), expected)

    def test_both_ends_of_a_file_hear_each_other(self):
        found = trial("04", lab_file("04", "fixed"), "--schedule", "every=1 replies every=1")
        self.assertEqual(verdict(found), ("passed", ""))

    def test_a_receiver_alone_is_tried_by_deliveries_alone(self):
        found = trial("04", "--receiver", self.receiver(ONE_RECV_SERVER), "--schedule", "whole")
        self.assertEqual(verdict(found), ("passed", ""))
        found = trial("04", "--receiver", self.receiver(ONE_RECV_SERVER))
        self.assertNotIn("replies", found["failure"]["schedule"])


if __name__ == "__main__":
    unittest.main()
