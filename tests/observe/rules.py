#!/usr/bin/env python3
"""What the wire loses by rule, and what ICMP says: recorded, shown, and refused without a wire."""

import unittest

import tools
from tools import main, observe, recording_of

TAKES_TWO = ("import os,socket\n"
             "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
             "s.bind((os.environ['STICKYLAB_HOST'], int(os.environ['STICKYLAB_PORT'])))\n"
             "for _ in range(2): print('message:', s.recv(9).decode(), flush=True)\n")
# The port behind the receiver's is dead.
SENDS_THREE = ("import os,socket\n"
               "host, port = os.environ['STICKYLAB_HOST'], int(os.environ['STICKYLAB_PORT'])\n"
               "dead = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
               "dead.connect((host, port + 1)); dead.send(b'a')\n"
               "try: dead.recv(9)\n"
               "except ConnectionRefusedError: print('refused', flush=True)\n"
               "for word in b'one', b'two', b'three': dead.sendto(word, (host, port))\n")
READS_ALL = ("import os,socket\n"
             "s = socket.create_server((os.environ['STICKYLAB_HOST'], "
             "int(os.environ['STICKYLAB_PORT'])))\n"
             "c, _ = s.accept()\n"
             "while c.recv(9): pass\n")
# It ends once what it has said is acknowledged (SIOCOUTQ), and its FIN is lost.
SAYS_HI = ("import fcntl,os,socket,struct\n"
           "c = socket.create_connection((os.environ['STICKYLAB_HOST'], "
           "int(os.environ['STICKYLAB_PORT'])))\n"
           "c.send(b'hi')\n"
           "while struct.unpack('i', fcntl.ioctl(c, 0x5411, bytes(4)))[0]: pass\n")


def seen(receiver, sender, *options):
    return recording_of(*options, "--width", "120",
                        words=("python3", "-c", receiver, "--", "python3", "-c", sender))


class Rules(unittest.TestCase):
    def test_a_datagram_is_lost_and_an_icmp_error_is_told(self):
        text, events = seen(TAKES_TWO, SENDS_THREE, "--lose", "sender:3")
        self.assertIn("nobody is at port 8081", text)
        self.assertEqual(text.count("lost on the wire"), 1)
        fates = [e["data"]["fate"] for e in events if e["name"] == "udp:datagram"]
        self.assertEqual(fates, ["delivered", "delivered", "lost", "delivered"])
        error, = (e["data"] for e in events if e["name"] == "icmp:error")
        self.assertEqual((error["type"], error["code"], error["from"]), (3, 3, "receiver"))
        self.assertEqual(error["quoted"]["protocol"], "udp")
        self.assertTrue(error["quoted"]["destination"].endswith(":8081"))

    def test_behind_a_cut_a_reader_waits_for_ever_and_that_is_seen_at_once(self):
        text, events = seen(READS_ALL, SAYS_HI, "--cut", "5", "--until", "all")
        stopped, = (e for e in events if e["name"] == "harness:stopped")
        self.assertEqual(stopped["data"]["why"], "deadlock", text)
        fins = [e["data"]["fate"] for e in events
                if e["name"] == "tcp:segment" and "FIN" in e["data"]["flags"]]
        self.assertEqual(set(fins), {"lost"})

    def test_a_lab_that_needs_the_wire_is_no_failure_where_there_is_none(self):
        for command in "check", "compare":
            done = tools.stickylab(command, "41", "--net", "loopback", "--lang", "en")
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertIn("--net two-hosts", done.stdout)

    def test_what_makes_no_sense_is_refused_in_one_line(self):
        for options, words in ((("--lose", "sender"), "write NAME:N"),
                               (("--lose", "sender:0"), "0 is not a number from 1"),
                               (("--cut", "-1"), "-1 is not a number from 0"),
                               (("--lose", "bob:1"), "no program is named"),
                               (("--lose", "sender:1", "--net", "loopback"), "--net two-hosts"),
                               (("--cut", "3", "--net", "one-host"), "--net two-hosts")):
            done = observe(*options, "true", "--", "true")
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)


main()
