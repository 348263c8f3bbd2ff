#!/usr/bin/env python3
"""What can be asked of `observe`, and what is refused."""

import json
import unittest

from tools import calls, main, observe, packets, payload, READS, recording

LISTENER = ("import os, socket; s = socket.create_server((os.environ['STICKYLAB_HOST'], {port})); "
            "c, _ = s.accept(); ")
RECEIVER = f'python3 -c "{LISTENER} print(c.recv(99))"'
SENDER = ("python3 -c \"import socket, sys; "
          "c = socket.create_connection(('{host}', {port})); c.sendall(sys.stdin.buffer.read())\"")
STAGES = ("two-hosts", "one-host", "loopback")


class Usage(unittest.TestCase):
    def refused(self, *args, words):
        done = observe(*args)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_host_and_port_are_filled_in_on_every_stage(self):
        for net in STAGES:
            with self.subTest(net):
                _, events = recording("--net", net, "--receiver", RECEIVER, "--sender", SENDER,
                                      "--sender-input", r"one\ntwo\\n")
                self.assertEqual(payload(calls(events, "receiver", READS)), b"one\ntwo\\n")
                self.assertEqual(bool(packets(events)), net != "loopback")

    def test_a_port_can_be_named(self):
        for net in STAGES:
            with self.subTest(net):
                _, events = recording("--net", net, "--port", "23456", "--receiver", RECEIVER,
                                      "--sender", SENDER, "--sender-input", "x")
                ready = [event for event in events if event["name"] == "process:ready"]
                self.assertTrue(ready[0]["data"]["address"].endswith(":23456"))

    def test_the_sender_may_be_the_one_that_listens(self):
        server = f'python3 -c "{LISTENER} c.sendall(b\'hi\')"'
        client = ("python3 -c \"import socket; "
                  "print(socket.create_connection(('{host}', {port})).recv(9))\"")
        _, events = recording("--net", "one-host", "--first", "sender", "--sender", server,
                              "--receiver", client)
        started = [event["who"] for event in events if event["name"] == "process:start"]
        self.assertEqual(started, ["sender", "receiver"])
        self.assertEqual(payload(packets(events, "sender")), b"hi")

    def test_a_document_tells_what_was_seen(self):
        done = observe("--net", "one-host", "--receiver", RECEIVER, "--sender", SENDER,
                       "--sender-input", "x", "--format", "json")
        document = json.loads(done.stdout)
        self.assertEqual(document["schema"], "stickylab/observation/1")
        self.assertEqual((document["writes"], document["reads"], document["segments"]), (1, 1, 1))
        self.assertEqual(document["exit"], {"sender": 0, "receiver": 0})
        self.assertNotIn("verdict", document)

    def test_a_program_that_never_ends_is_ended(self):
        done = observe("--net", "one-host", "--receiver", RECEIVER, "--sender", "true",
                       "--timeout", "2", "--format", "json")
        document = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(document["stopped"], {"why": "deadline", "detail": "2 s"})
        self.assertEqual(document["exit"], {"sender": 0, "receiver": "stopped"})

    def test_a_program_that_cannot_be_executed_is_named(self):
        done = observe("--net", "one-host", "--receiver", "no-such-program", "--sender", "true")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no-such-program", done.stdout)

    def test_a_wire_between_hosts_is_needed_to_slow_it(self):
        programs = ("--receiver", "true", "--sender", "true")
        for net in ("one-host", "loopback"):
            for option in (("--rtt", "40ms"), ("--loss", "0.1"), ("--mtu", "600")):
                self.refused("--net", net, *option, *programs, words=[option[0], "two-hosts"])

    def test_a_command_must_be_whole(self):
        self.refused("--receiver", "sh -c 'echo", "--sender", "true", words=["not closed"])
        self.refused("--receiver", "true", "--sender", " ", words=["empty"])


if __name__ == "__main__":
    main()
