#!/usr/bin/env python3
"""Ends of a lab that make their sockets themselves: alone, and as two programs on each stage."""

import os
import subprocess
import unittest
from collections import Counter

from tools import BUILD, PATIENCE_S, main, recording

PROGRAM = str(BUILD / "bin/at_place")
STREAM_CALLS = {"bind": 2, "listen": 2, "accept": 2}


def alone(mode=""):
    return subprocess.run([PROGRAM], env=os.environ | {"AT_PLACE": mode}, capture_output=True,
                          text=True, timeout=PATIENCE_S)


def calls(events, who, names):
    return Counter(event["data"]["call"] for event in events
                   if event["name"] == "sock:return" and event["who"] == who
                   and event["data"]["call"] in names and event["data"]["result"] >= 0)


class AtPlace(unittest.TestCase):
    def test_alone(self):
        for mode, messages in (("", "message: one\nmessage: two\n"), ("udp", "message: one\n"),
                               ("full", "message: one\nmessage: two\nmessage: three\n")):
            with self.subTest(mode):
                done = alone(mode)
                self.assertEqual((done.returncode, done.stdout), (0, messages), done.stderr)

    def test_a_listener_that_ends_is_not_waited_for(self):
        done = alone("ends")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no place\n", done.stderr)
        self.assertIn("connect: connection refused\n", done.stderr)

    def test_apart_on_each_stage(self):
        for net in ("two-hosts", "one-host", "loopback"):
            with self.subTest(net):
                _, events = recording("--net", net,
                                      "--receiver", f"{PROGRAM} receiver --listen {{host}}:{{port}}",
                                      "--sender", f"{PROGRAM} sender --connect {{host}}:{{port}}")
                self.assertEqual(calls(events, "receiver", STREAM_CALLS), STREAM_CALLS)
                self.assertEqual(calls(events, "sender", {"connect"}), {"connect": 2})
                printed = b"".join(bytes.fromhex(event["data"]["hex"]) for event in events
                                   if event["name"] == "process:output"
                                   and event["who"] == "receiver")
                self.assertIn(b"message: one\nmessage: two\n", printed)


if __name__ == "__main__":
    main()
