#!/usr/bin/env python3
"""Receivers and senders of datagrams, under losses, copies, swaps and delays of single ones."""

import os
import sys
import unittest

from trials import BUILD, WithFolder, attempt, lab_file, stages, trial, verdict

BIND = """\
import os, signal, socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])))
def say(datagram):
    print("message:", datagram[4:].decode("utf-8", "backslashreplace"), flush=True)
"""
TO = """\
import os, socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
there = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
"""
PLAIN = """
while True:
    say(s.recv(2048))
"""
RIGHT = {
    "plain": PLAIN,
    "polls": """
s.setblocking(False)
while True:
    try:
        say(s.recv(2048))
    except BlockingIOError:
        time.sleep(0.005)
""",
    "ends when nothing comes": """
s.settimeout(0.3)
try:
    while True:
        say(s.recv(2048))
except TimeoutError:
    pass
""",
    "says it late": """
while True:
    datagram = s.recv(2048)
    time.sleep(0.05)
    say(datagram)
""",
    "keeps what it printed to the end": """
s.settimeout(0.3)
try:
    while True:
        print("message:", s.recv(2048)[4:].decode())
except TimeoutError:
    pass
""",
    "says no copy": """
seen = set()
while True:
    datagram = s.recv(2048)
    if datagram not in seen:
        say(datagram)
    seen.add(datagram)
""",
    "complains of what is missing": """
s.settimeout(0.3)
seen = set()
try:
    while True:
        datagram = s.recv(2048)
        seen.add(datagram)
        say(datagram)
except TimeoutError:
    sys.exit(0 if len(seen) == 2 else "a datagram is missing")
""",
}
AS_A_STREAM = """
data = b""
while True:
    while len(data) < 4: data += s.recv(4 - len(data))
    size = int.from_bytes(data[:4], "big") % 100
    while len(data) < 4 + size: data += s.recv(4 + size - len(data))
    say(data[:4 + size])
    data = data[4 + size:]
"""
CROPS = """
while True:
    print("message:", s.recv(7)[4:].decode(), flush=True)
"""
ALL_OR_NOTHING = """
both = [s.recv(2048), s.recv(2048)]
for datagram in both: say(datagram)
signal.pause()
"""
COUNTS = """
for _ in range(2): say(s.recv(2048))
"""
JOINS = """
say(s.recv(2048) + s.recv(2048)[4:])
"""
READS_NO_MORE = """
say(s.recv(2048))
say(s.recv(2048))
signal.pause()
"""
LAST_WINS = """
first, second = s.recv(2048), None
say(first)
while True:
    second = s.recv(2048)
    if second < first: os.kill(os.getpid(), signal.SIGSEGV)
    say(second)
"""
ALL = 12


class Datagrams(WithFolder):
    def receiver(self, text):
        return self.python(BIND + text, "receiver.py")

    def sender(self, text):
        return self.python(TO + text, "sender.py")

    def told(self, text, *more, **options):
        return verdict(trial("06", "--receiver", self.receiver(text), *more, **options))

    def test_right_receivers_pass(self):
        for name, text in RIGHT.items():
            with self.subTest(name):
                found = trial("06", "--receiver", self.receiver(text))
                self.assertEqual((verdict(found), found["schedules"]), (("passed", ""), ALL))

    def test_the_datagrams_are_told_one_by_one(self):
        found = trial("06", "--receiver", self.receiver(PLAIN))
        self.assertEqual([bytes.fromhex(one) for one in found["datagrams_hex"]],
                         [b"\0\0\0\5hello", b"\0\0\0\5world"])

    def test_on_every_stage(self):
        for net in stages():
            with self.subTest(net):
                self.assertEqual(self.told(PLAIN, net=net), ("passed", ""))
                self.assertEqual(self.told(COUNTS, net=net), ("lost", "twice=1"))

    @unittest.skipIf(os.geteuid() != 0, "tried as an ordinary user anyway")
    def test_as_an_ordinary_user(self):
        self.folder.chmod(0o755)
        nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        for text, expected in [(PLAIN, ("passed", "")), (COUNTS, ("lost", "twice=1"))]:
            command = self.receiver(text).replace(sys.executable, "/usr/bin/python3")
            self.assertEqual(verdict(trial("06", "--receiver", command, before=nobody)), expected)

    def test_a_datagram_is_no_part_of_a_stream(self):
        self.assertEqual(self.told(AS_A_STREAM)[1], "whole")

    def test_what_a_short_buffer_crops_is_said(self):
        done = attempt("06", "--receiver", self.receiver(CROPS), "--width", "300")
        self.assertIn("a read had room for 7 bytes and took a datagram of 9: the other 2 are gone",
                      done.stdout)
        self.assertIn('understood: "hel" "wor"', done.stdout)
        self.assertIn("fails: a message is there in part only", done.stdout)

    def test_a_datagram_of_one_s_own_that_is_cropped(self):
        sender = self.sender("s.sendto(b'x' * 1025, there)\n")
        receiver = self.receiver("print('message:', s.recvfrom(512)[0].decode(), flush=True)\n")
        done = attempt("06", "--sender", sender, "--receiver", receiver, "--width", "300")
        self.assertIn("a read had room for 512 bytes and took a datagram of 1025: the other 513 "
                      "are gone", done.stdout)

    def test_a_loss_keeps_no_other_message_back(self):
        self.assertEqual(self.told(ALL_OR_NOTHING, "--timeout", "1"), ("lost", "lose=1"))

    def test_what_is_not_written_is_said(self):
        receiver = self.receiver("out = open(1, 'w')\n"
                                 "while True: out.write(f'message: {s.recv(99)[4:].decode()}\\n')\n")
        done = attempt("06", "--receiver", receiver, "--timeout", "1", "--width", "300")
        self.assertIn("look at: what is missing stands in the program's memory, not yet written",
                      done.stdout)

    def test_a_copy_ends_no_receiver(self):
        self.assertEqual(self.told(COUNTS), ("lost", "twice=1"))

    def test_two_are_not_one(self):
        self.assertEqual(self.told(JOINS), ("merged", "whole"))

    def test_what_is_left_unread_is_a_hang(self):
        self.assertEqual(self.told(READS_NO_MORE, "--timeout", "1"), ("hang", "twice=1"))

    def test_a_swap_is_no_reason_to_crash(self):
        self.assertEqual(self.told(LAST_WINS), ("crash", "swap=1,2"))

    def test_one_schedule(self):
        for schedule, expected in [("lose=2", "passed"), ("swap=1,2", "crash"),
                                   ("lose=1 twice=2", "passed"), ("whole merged", "passed")]:
            with self.subTest(schedule):
                self.assertEqual(self.told(LAST_WINS, "--schedule", schedule)[0], expected)

    def test_a_schedule_that_does_not_fit(self):
        for lab, schedule in [("06", "cuts=1"), ("06", "lose=3"), ("06", "lose=1 twice=1"),
                              ("06", "swap=2,1"), ("01", "lose=1")]:
            with self.subTest(schedule):
                done = attempt(lab, lab_file(lab, "fixed"), "--schedule", schedule)
                self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_files(self):
        self.assertEqual(verdict(trial("06", lab_file("06", "fixed"))), ("passed", ""))
        self.assertEqual(verdict(trial("06", lab_file("06", "broken"))), ("garbled", "whole"))

    def test_a_sender(self):
        frame = "for m in (b'hello', b'world'): "
        right = self.sender(frame + "s.sendto(len(m).to_bytes(4, 'big') + m, there)\n")
        self.assertEqual(verdict(trial("06", "--sender", right)), ("passed", ""))
        wrong = self.sender(frame + "s.sendto(len(m).to_bytes(4, 'big'), there);"
                                    "s.sendto(m, there)\n")
        found = trial("06", "--sender", wrong)
        self.assertEqual((found["passed"], found["failure"]["schedule"]), (False, None))

    def test_a_sender_that_waits_for_an_answer(self):
        sender = self.sender("for m in (b'hello', b'world'):\n"
                             "    s.sendto(len(m).to_bytes(4, 'big') + m, there)\n"
                             "    assert s.recv(10) == b'ok'\n")
        receiver = self.receiver("while True:\n"
                                 "    datagram, peer = s.recvfrom(2048)\n"
                                 "    say(datagram)\n"
                                 "    s.sendto(b'ok', peer)\n")
        self.assertEqual(verdict(trial("06", "--sender", sender, "--receiver", receiver)),
                         ("passed", ""))

    def test_the_programs_in_cpp(self):
        for name, expected in [("right_datagrams", "passed"),
                               ("wrong_datagrams_as_stream", "garbled")]:
            with self.subTest(name):
                command = f"{BUILD}/programs/{name} {{host}} {{port}}"
                self.assertEqual(verdict(trial("06", "--receiver", command))[0], expected)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])
