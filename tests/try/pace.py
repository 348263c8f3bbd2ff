#!/usr/bin/env python3
"""Reads are as small, or as large, as the schedule says: the receiver here asks for 1,024 bytes
each time, and what it brought is its message."""

import os
import unittest
from concurrent.futures import ThreadPoolExecutor

from trials import STREAM, WithFolder, attempt, stages, trial, verdict

SIZES = """
while chunk := conn.recv(1024):
    print("message:", len(chunk))
"""
# A right receiver of lab 01 that keeps the sizes of its reads in a file, one for each run.
RIGHT_AND_SIZES = """
folder = os.environ["SIZES"]
sizes = open(f"{folder}/{len(os.listdir(folder)):04}", "w")
data = b""
while chunk := conn.recv(1024):
    print(len(chunk), file=sizes, flush=True)
    data += chunk
    while len(data) >= 4 and len(data) >= (end := 4 + int.from_bytes(data[:4], "big")):
        print("message:", data[4:end].decode(), flush=True)
        data = data[end:]
if data:
    sys.exit("the peer closed inside a message")
"""
# It asks after each read whether there is more, and says the size of what that brought, too.
LOOKS_AGAIN = """
while chunk := conn.recv(1024):
    try:
        more = conn.recv(1024, socket.MSG_DONTWAIT)
    except BlockingIOError:
        more = b""
    print("message:", len(chunk))
    if more:
        print("message:", len(more) + 100)
"""
# It asks all the time, and never sleeps.
SPINS = """
conn.setblocking(False)
while True:
    try:
        chunk = conn.recv(1024)
    except BlockingIOError:
        continue
    if not chunk:
        break
    print("message:", len(chunk))
"""
# It says whether the end was there with the first bytes.
LOOKS_FOR_THE_END = """
import select
poll = select.poll()
poll.register(conn, select.POLLIN | select.POLLRDHUP)
events = poll.poll()[0][1]
print("message:", int(bool(events & select.POLLRDHUP)) + 10 * int(bool(events & select.POLLERR)))
"""
# Lab 03's service, with the sizes of its reads for messages.
SIZES_AND_REPLIES = """
count = 0
while chunk := conn.recv(1024):
    print("message:", len(chunk))
    count += len(chunk)
    if count % 9 == 0:
        conn.sendall(b"ok")
"""
SIZE = len(STREAM)


def between(cuts, size=SIZE):
    edges = [0, *cuts, size]
    return [to - at for at, to in zip(edges, edges[1:])]


def deliveries():
    """The sizes of the pieces, of all but the random ones, in order. Behind the single cuts come a
    few early ends."""
    whole = [[SIZE], [SIZE]]
    singles = [between([a]) for a in range(1, SIZE)]
    fixed = [between(range(k, SIZE, k)) for k in (1, 2, 3, 5, 7)]
    pairs = [between([a, b]) for a in range(1, SIZE) for b in range(a + 1, SIZE)]
    ends = [[], [1], [SIZE - 2], [SIZE - 1]]
    return whole + singles + ends + fixed + pairs


class Pace(WithFolder):
    def sizes(self, schedule, lab="01", text=SIZES, **options):
        """What the receiver's reads brought under that schedule."""
        found = trial(lab, "--receiver", self.receiver(text), "--schedule", schedule, **options)
        self.assertTrue(found["failure"]["understood"], found)
        return [int(size) for size in found["failure"]["understood"]]

    def hundred(self, schedule):
        self.receiver(SIZES)  # before the threads: all run the same file
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda _: self.sizes(schedule), range(100)))

    def test_one_byte_at_a_time_is_one_byte_a_read_a_hundred_times(self):
        self.assertEqual(self.hundred("every=1"), [[1] * SIZE] * 100)

    def test_all_at_once_is_one_read_a_hundred_times(self):
        self.assertEqual(self.hundred("whole merged"), [[SIZE]] * 100)

    def test_merged_is_one_read_however_it_is_cut(self):
        self.assertEqual(self.sizes("every=1 merged"), [SIZE])
        self.assertEqual(self.sizes("cuts=4,9 merged silence"), [SIZE])

    def test_who_looks_for_more_right_after_a_read_finds_nothing(self):
        for schedule, expected in (("every=1", [1] * SIZE), ("cuts=1,4", [1, 3, SIZE - 4])):
            for _ in range(3):
                self.assertEqual(self.sizes(schedule, text=LOOKS_AGAIN), expected)

    def test_who_looks_without_a_wait_gets_one_piece_a_read(self):
        self.assertEqual(self.sizes("every=1", text=SPINS), [1] * SIZE)

    def test_who_looks_all_the_time_is_silent_too_when_the_stream_is(self):
        self.assertEqual(self.sizes("every=9 silence", text=SPINS), [9, 9])

    def test_merged_brings_the_end_together_with_the_bytes(self):
        for schedule, expected in (("whole merged", 1), ("every=1 merged fin@4", 1), ("whole", 0),
                                   ("whole merged silence", 0), ("whole merged rst@4", 11)):
            with self.subTest(schedule):
                for _ in range(3):
                    self.assertEqual(self.sizes(schedule, text=LOOKS_FOR_THE_END), [expected])

    def test_a_reset_of_the_stage_has_its_row(self):
        told = attempt("01", "--receiver", self.receiver(LOOKS_FOR_THE_END), "--schedule",
                       "whole merged rst@4", "--width", "100")
        self.assertEqual(told.stderr, "")
        self.assertRegex(told.stdout, r"SO_LINGER on .*\n +[\d.]+ close\(\)  ")
        self.assertNotIn("ECONNRESET", told.stdout)  # it was not read

    def test_merged_does_not_end_a_conversation_before_its_last_reply(self):
        answers = LOOKS_FOR_THE_END + 'conn.recv(100)\nconn.sendall(b"ok")\n'
        self.assertEqual(self.sizes("whole merged", "04", answers), [0])

    def test_every_stage_brings_the_same(self):
        for net in stages():
            with self.subTest(net):
                self.assertEqual(self.sizes("cuts=1,4,17", net=net), [1, 3, 13, 1])
                self.assertEqual(self.sizes("whole merged", net=net), [SIZE])

    def test_an_end_comes_after_what_was_sent(self):
        self.assertEqual(self.sizes("every=5 fin@11"), [5, 5, 1])
        self.assertEqual(self.sizes("every=5 rst@11"), [5, 5, 1])
        self.assertEqual(self.sizes("every=5 silence@11"), [5, 5, 1])

    def test_under_all_deliveries_each_read_brings_one_piece(self):
        folder = self.folder / "sizes"
        folder.mkdir()
        found = trial("01", "--receiver", self.receiver(RIGHT_AND_SIZES), "--jobs", "1",
                      env={**os.environ, "SIZES": str(folder)})
        self.assertEqual(verdict(found), ("passed", ""))
        runs = [[int(size) for size in file.read_text().split()]
                for file in sorted(folder.iterdir())][1:]  # the first is the sender's real run
        expected = deliveries()
        self.assertEqual(runs[:len(expected)], expected)
        early = [sum(sizes) for sizes in runs[-3 * SIZE:]]
        self.assertEqual(early, [*range(SIZE)] * 3)

    def test_a_conversation_is_delivered_turn_by_turn(self):
        for schedule, expected in (("whole", [9] * 5), ("whole merged", [9] * 5),
                                   ("every=1", [1] * 45), ("every=1 merged", [9] * 5),
                                   ("cuts=4,13,20", [4, 5, 4, 5, 2, 7, 9, 9])):
            with self.subTest(schedule):
                self.assertEqual(self.sizes(schedule, "03", SIZES_AND_REPLIES), expected)


if __name__ == "__main__":
    unittest.main()
