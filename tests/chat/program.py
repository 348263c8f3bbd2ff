#!/usr/bin/env python3
"""Lab 52 as it is used: the server and its clients, on loopback and on a wire that loses, doubles and swaps.
STICKYLAB_CHAT is the program. Usage: program.py program|wire|soak (the last takes some minutes)"""

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
JUMPING_CLOCK = os.environ["STICKYLAB_CLOCK"]
ECHO, FORMAT, FORMATTED = 4, 8, 9
YEAR_S = 31_536_000
AT_ONCE = 2  # runs


def has_two_hosts():
    done = subprocess.run([STICKYLAB, "observe", "--net", "two-hosts", "--", "true", "--", "true"],
                          capture_output=True, text=True)
    return done.returncode != 3


def has_ipv6():
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one:
        try:
            one.bind(("::1", 0))
        except OSError:
            return False
    return True


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class WithServer(unittest.TestCase):
    listens = host = "127.0.0.1"  # the server, and the clients find it there

    def setUp(self):
        port = free_port()
        self.place = f"{self.host}:{port}"
        self.start(f"{self.listens}:{port}")

    def start(self, place, **more):
        self.server = subprocess.Popen([PROGRAM, "server", place], **more)
        self.assertEqual(self.client("echo", "are you there?").returncode, 0)

    def tearDown(self):
        self.assertIsNone(self.server.poll(), "the server lives")
        self.server.kill()
        self.server.wait()

    def client(self, *words, input=""):
        return subprocess.run([PROGRAM, "client", self.place, *words], input=input, capture_output=True,
                              text=True, timeout=50)

    def chat(self, name, place=None):
        """A client that has joined."""
        one = subprocess.Popen([PROGRAM, "client", place or self.place, "chat", name], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertIn("joined", one.stderr.readline())
        return one

    def leave(self, *people):
        for one in people:
            one.communicate("q\n", timeout=20)
            self.assertEqual(one.returncode, 0)

    def address(self):
        host, port = self.place.rsplit(":", 1)
        return host.strip("[]"), int(port)

    def socket(self):
        one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(one.close)
        one.connect(self.address())
        one.settimeout(5)
        return one


class OnLoopback(WithServer):
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
        first = self.chat("ann")
        second = self.client("chat", "ann")
        self.assertEqual((second.returncode, second.stderr), (1, "somebody has this name\n"))
        self.leave(first)

    def test_a_client_in_another_language(self):
        bob = by_the_page.Client(*self.address())
        self.assertEqual(bob.request(by_the_page.JOIN, b"bob")[0], by_the_page.ACK)
        ann = self.chat("ann")
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

    def test_nor_do_they_where_the_cookie_fits(self):
        ann = by_the_page.Client(*self.address())
        self.addCleanup(ann.socket.close)
        refused = (by_the_page.REFUSED, b"\x08")
        self.assertEqual(ann.request(FORMAT, b"%400Y" * 204), refused)
        self.assertEqual(ann.request(FORMAT, b"\0"), refused)
        self.assertEqual(ann.request(FORMAT, b"\xff"), (FORMATTED, b"\xff"))

    def test_a_datagram_is_served_whole_or_not_at_all(self):
        ann = by_the_page.Client(*self.address())
        self.addCleanup(ann.socket.close)
        for body, comes in ((0, True), (1184, True), (1185, False), (2032, False), (2033, False), (60_000, False)):
            ann.socket.send(HEADER.pack(b"SL\1", ECHO, 7, ann.cookie) + bytes(body))
            ann.socket.settimeout(5 if comes else 0.1)
            try:
                self.assertEqual((len(ann.socket.recv(70_000)), comes), (16 + body, True))
            except TimeoutError:
                self.assertFalse(comes, f"a body of {body} bytes")
        ann.socket.send(HEADER.pack(b"SL\1", ECHO, 7, ann.cookie)[:15])
        with self.assertRaises(TimeoutError):
            ann.socket.recv(70_000)

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


class OnIPv6(WithServer):
    host = "[::1]"
    listens = "[::]"

    def test_questions_and_a_chat_with_one_who_has_only_ipv4(self):
        self.assertRegex(self.client("time").stdout, r"^[+-][\d.]+ s ± [\d.]+\n$")
        six, four = self.chat("six"), self.chat("four", self.place.replace("[::1]", "127.0.0.1"))
        six.stdin.write("four: over both\n")
        six.stdin.flush()
        self.assertEqual(four.stdout.readline(), "six: over both\n")
        self.assertEqual(six.stderr.readline(), "delivered: four: over both\n")
        self.leave(six, four)
        by_the_page.Client(*self.address()).socket.close()

    def test_whoever_has_no_cookie_gets_nothing_larger(self):
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one:
            one.connect(self.address())
            one.settimeout(5)
            one.send(HEADER.pack(b"SL\1", ECHO, 1, 99) + bytes(1000))
            self.assertEqual(len(one.recv(2000)), 16)


class UnderAJumpingClock(WithServer):
    def start(self, place):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-chat-")
        self.addCleanup(folder.cleanup)
        self.ahead = Path(folder.name) / "ahead"
        super().start(place, env=os.environ | {"LD_PRELOAD": JUMPING_CLOCK, "CHAT_CLOCK": str(self.ahead),
                                               "ASAN_OPTIONS": "verify_asan_link_order=0"})

    def test_a_year_moves_no_timer_and_is_told(self):
        people = ann, bob = self.chat("ann"), self.chat("bob")
        for years in (1, -1, 30):
            self.ahead.write_text(str(years * YEAR_S))
            offset = float(self.client("time").stdout.split()[0])
            self.assertAlmostEqual(offset, years * YEAR_S, delta=60)
            self.assertEqual(self.client("chat", "ann").stderr, "somebody has this name\n")
            ann.stdin.write("bob: still here\n")
            ann.stdin.flush()
            self.assertEqual(bob.stdout.readline(), "ann: still here\n")
            self.assertEqual(ann.stderr.readline(), "delivered: bob: still here\n")
        self.leave(*people)


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

    def test_a_chat_without_a_server_says_so_and_ends(self):
        nobody = f"127.0.0.1:{free_port()}"
        done = subprocess.run([PROGRAM, "client", nobody, "chat", "ann"], input="bob: hi\n", capture_output=True,
                              text=True, timeout=50)
        self.assertEqual((done.returncode, done.stderr), (1, "no answer\n"))


if __name__ == "__main__":
    local = ["OnLoopback", "UnderAJumpingClock", *(["OnIPv6"] if has_ipv6() else [])]
    cases = {"program": local, "wire": ["OnTheWire"], "soak": ["Soak"]}[sys.argv[1]]
    if cases != local and not has_two_hosts():
        print("skipped: two hosts cannot be had here")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *cases])
