#!/usr/bin/env python3
"""Lab 52 as it is used: the server and its clients, on loopback and on a wire that loses, doubles and swaps.
STICKYLAB_CHAT is the program; with `soak` as argument the long form."""

import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import by_the_page

PROGRAM = os.environ["STICKYLAB_CHAT"]
STICKYLAB = Path(os.environ["STICKYLAB_BUILD"]) / "bin/stickylab"
PEOPLE = Path(__file__).with_name("people.py")
HEADER = struct.Struct("!3sBIQ")
KINDS = [*range(25), 255]
AT_ONCE = 2  # runs


def has_two_hosts():
    done = subprocess.run([STICKYLAB, "observe", "--net", "two-hosts", "--", "true", "--", "true"],
                          capture_output=True, text=True)
    return done.returncode != 3


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class OnLoopback(unittest.TestCase):
    def setUp(self):
        self.place = f"127.0.0.1:{free_port()}"
        self.server = subprocess.Popen([PROGRAM, "server", self.place])
        self.assertEqual(self.client("echo", "are you there?").returncode, 0)

    def tearDown(self):
        self.assertIsNone(self.server.poll(), "the server lives")
        self.server.kill()
        self.server.wait()

    def client(self, *words, input=""):
        return subprocess.run([PROGRAM, "client", self.place, *words], input=input, capture_output=True,
                              text=True, timeout=50)

    def address(self):
        host, port = self.place.split(":")
        return host, int(port)

    def socket(self):
        one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(one.close)
        one.connect(self.address())
        one.settimeout(5)
        return one

    def test_each_question_has_its_answer(self):
        self.assertEqual(self.client("echo", "a\x1b[2Jb").stdout, "a\\x1b[2Jb\n")
        self.assertRegex(self.client("time", "%Y-%m-%d").stdout, r"^\d{4}-\d\d-\d\d\n$")
        self.assertRegex(self.client("time", "").stdout, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n$")
        self.assertRegex(self.client("old32").stdout, r"^\d+\n$")
        refused = self.client("time", "%400Y")
        self.assertEqual((refused.returncode, refused.stdout), (1, ""))
        self.assertEqual(refused.stderr, "this format is not served\n")
        self.assertEqual(self.client("dance").returncode, 2)

    def test_the_offset_of_a_clock_to_itself_is_within_its_bound(self):
        offset, bound = re.fullmatch(r"([+-][\d.]+) s ± ([\d.]+)\n", self.client("time").stdout).groups()
        self.assertLessEqual(abs(float(offset)), float(bound))
        self.assertLess(float(bound), 1)

    def test_three_people_talk(self):
        done = subprocess.run([sys.executable, PEOPLE, PROGRAM, self.place, "8", "40"], capture_output=True,
                              text=True, timeout=50)
        self.assertEqual(done.stdout, "people: ann: 8 said, 8 shown, 8 confirmed;"
                                      " carl: 8 said, 8 shown, 8 confirmed\n", done.stderr)

    def test_a_name_that_somebody_has_is_refused_and_told(self):
        first = subprocess.Popen([PROGRAM, "client", self.place, "chat", "ann"], stdin=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True)
        self.assertIn("joined", first.stderr.readline())
        second = self.client("chat", "ann")
        self.assertEqual((second.returncode, second.stderr), (1, "somebody has this name: \n"))
        first.communicate("q\n", timeout=10)
        self.assertEqual(first.returncode, 0)

    def test_a_client_in_another_language(self):
        bob = by_the_page.Client(*self.address())
        self.assertEqual(bob.request(by_the_page.JOIN, b"bob")[0], by_the_page.ACK)
        ann = subprocess.Popen([PROGRAM, "client", self.place, "chat", "ann"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertIn("joined", ann.stderr.readline())
        self.assertEqual(bob.request(by_the_page.SAY, b"\3annhi ann")[0], by_the_page.ACK)
        said = bob.number
        self.assertEqual(ann.stdout.readline(), "bob: hi ann\n")
        self.assertEqual(bob.request(by_the_page.SAY, b"\4carlhi")[0], by_the_page.REFUSED)
        ann.stdin.write("bob: hi bob\n")
        ann.stdin.flush()
        until = time.monotonic() + 10
        while (not bob.heard or said not in bob.outcomes) and time.monotonic() < until:
            bob.receive(until)
        self.assertEqual((bob.heard, bob.outcomes), ([("ann", "hi bob")], {said: 1}))
        self.assertEqual(ann.communicate(timeout=20), ("", "delivered: bob: hi bob\n"))
        bob.request(by_the_page.LEAVE)
        bob.socket.close()

    def test_the_datagrams_that_kill_the_documents_server_do_not_kill_this_one(self):
        for body in (b"%400Y" * 204, b"\xff", b"\0", b"", b"x" * 60_000):
            one = self.socket()
            one.send(body)
            self.assertEqual(self.client("echo", "alive").stdout, "alive\n")

    def test_whoever_has_no_cookie_gets_nothing_larger_than_what_he_sent(self):
        answers = 0
        for kind in KINDS:
            one = self.socket()  # each from a place of its own
            for size in (16, 17, 63, 64, 1200):
                one.send((HEADER.pack(b"SL\1", kind, 1, 99) + bytes(1200))[:size])
                one.settimeout(0.002)
                try:
                    answers += 1
                    self.assertLessEqual(len(one.recv(2000)), size)
                except TimeoutError:
                    answers -= 1  # the server answers five strangers a second
        self.assertGreater(answers, 0)


def on_wire(loss, seed, messages, seconds):
    """What `people.py` concludes on two hosts, whose wire loses so much, doubles and swaps a fifth."""
    with tempfile.TemporaryDirectory(prefix="stickylab-chat-") as folder:
        conclusion = Path(folder) / "conclusion"
        done = subprocess.run(
            [STICKYLAB, "observe", "--net", "two-hosts", "--loss", str(loss), "--dup", "0.2", "--reorder", "0.2",
             "--seed", str(seed), "--timeout", str(seconds), "--receiver", f"{PROGRAM} server {{host}}:{{port}}",
             "--sender", f"{sys.executable} {PEOPLE} {PROGRAM} {{host}}:{{port}} {messages} {seconds - 5}"
             f" {conclusion}"], capture_output=True, text=True, timeout=seconds + 20)
        return conclusion.read_text() if conclusion.exists() else done.stdout[-2000:] + done.stderr


class OnTheWire(unittest.TestCase):
    def check(self, runs):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for run, said in zip(runs, pool.map(lambda run: on_wire(*run), runs)):
                with self.subTest(run=run):
                    self.assertRegex(said, r"^people: ann: \d+ said, \d+ shown, \d+ confirmed; carl: \d+ said")
                    print(f"loss {run[0]}, seed {run[1]}: {said}", file=sys.stderr)

    def test_each_message_is_shown_once_or_reported(self):
        self.check([(0, 1, 5, 30), (0.1, 2, 3, 30)])


class Soak(OnTheWire):
    def test_each_message_is_shown_once_or_reported(self):
        self.check([(loss, seed, 20, 600) for loss in (0, 0.1, 0.3, 0.5) for seed in (1, 2, 3)])


if __name__ == "__main__":
    soak = sys.argv[1:] == ["soak"]
    cases = ["Soak"] if soak else ["OnLoopback", "OnTheWire"]
    if soak and not has_two_hosts():
        print("skipped: two hosts cannot be had here")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *(cases if has_two_hosts() else ["OnLoopback"])])
