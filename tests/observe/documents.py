#!/usr/bin/env python3
"""The programs of the documents, as they stand there, on one host: all three lanes have what they
must. Below documents/ they are called for what they show; NAME_server.py listens."""

import unittest
from pathlib import Path

from tools import PEER, READS, WRITES, calls, main, packets, payload, recording

PROGRAMS = Path(__file__).parent / "documents"
CLOCK_ERROR_NS = 100_000  # of a packet's time against a call's; far above what was ever seen


def pair(name, *options, server="receiver"):
    """The two programs of a name, the server being the one or the other end."""
    ends = {server: "server", PEER[server]: "client"}
    commands = [word for end, part in ends.items()
                for word in (f"--{end}", f"python3 {PROGRAMS}/{name}_{part}.py")]
    return recording("--net", "one-host", "--first", server, *commands, *options)


def bytes_of(events):
    return [bytes.fromhex(event["data"]["hex"]) for event in events]


class Documents(unittest.TestCase):
    def check_all(self, shown, events):
        for lane in ("SENDER", "WIRE", "RECEIVER"):
            self.assertIn(lane, shown)
        self.assertNotIn("not observed", shown)
        self.check_packets(events)
        self.check_who_connects(events)
        for end in PEER:
            self.check_bytes(events, end)

    def check_packets(self, events):
        """Each packet once, with both of its times."""
        seen = packets(events)
        self.assertEqual(len({packet["data"]["id"] for packet in seen}), len(seen))
        for event in seen:
            self.assertEqual(event["who"], "wire")
            self.assertEqual(event["data"]["fate"], "delivered")
            self.assertLess(event["time_ns"], event["data"]["arrived_ns"])
        self.assertEqual([event for event in events if event["name"] == "wire:missed"], [])

    def check_who_connects(self, events):
        """A connection is opened by the program that called connect."""
        opened = [event["data"]["from"] for event in packets(events)
                  if event["data"].get("flags") == "SYN"]
        connected = [event["who"] for event in events if event["name"] == "sock:return"
                     and event["data"]["call"] == "connect"]
        self.assertEqual(opened, connected)

    def check_bytes(self, events, end):
        """What an end wrote is what left it; what its peer read had arrived."""
        written = b"".join(bytes_of(calls(events, end, WRITES)))
        left = payload(packets(events, end))
        reset = any("RST" in packet["data"].get("flags", "") for packet in packets(events))
        self.assertEqual(left, written[:len(left)] if reset else written)
        read = 0
        for call in calls(events, PEER[end], READS):
            read += call["data"]["result"]
            arrived = payload(packet for packet in packets(events, end) if
                              packet["data"]["arrived_ns"] <= call["time_ns"] + CLOCK_ERROR_NS)
            self.assertLessEqual(read, len(arrived))
        self.assertTrue(written.startswith(b"".join(
            bytes_of(calls(events, PEER[end], READS)))))

    def test_an_acknowledgement_after_each_message(self):
        shown, events = pair("ack", "--timeout", "5", server="sender")
        self.check_all(shown, events)
        self.assertEqual(bytes_of(calls(events, "sender", WRITES))[:2],
                         [b"first info", b"second info"])
        self.assertEqual(bytes_of(calls(events, "receiver", WRITES)), [b"ack"])
        self.assertEqual(bytes_of(calls(events, "receiver", READS))[0], b"first info")

    def test_a_length_and_then_big_data(self):
        shown, events = pair("big_data", server="sender")
        self.check_all(shown, events)
        self.assertEqual([call["data"]["result"] for call in calls(events, "sender", WRITES)],
                         [4, 1320])
        self.assertEqual(calls(events, "receiver", READS)[0]["data"]["result"], 4)

    def test_a_remote_shell(self):
        shown, events = pair("shell", "--receiver-input", r"echo hello\necho world",
                             "--timeout", "5", server="sender")
        self.check_all(shown, events)
        self.assertEqual(bytes_of(calls(events, "receiver", WRITES)),
                         [b"echo hello", b"echo world"])
        self.assertIn(b"hello\n", bytes_of(calls(events, "sender", WRITES)))

    def test_a_datagram_and_its_answer(self):
        shown, events = pair("udp")
        self.check_all(shown, events)
        self.assertEqual([(event["name"], event["data"]["from"], payload([event]))
                          for event in packets(events)],
                         [("udp:datagram", "sender", b"hello"), ("udp:datagram", "receiver", b"hi")])

    def test_an_echo(self):
        shown, events = pair("echo", "--sender-input", "hi there")
        self.check_all(shown, events)
        for end in PEER:
            self.assertEqual(bytes_of(calls(events, end, WRITES)), [b"hi there"])
            self.assertEqual(bytes_of(calls(events, end, READS)), [b"hi there"])

    def test_four_writes_that_stick(self):
        shown, events = pair("sticky")
        self.check_all(shown, events)
        self.assertEqual(bytes_of(calls(events, "sender", WRITES)),
                         [b"hello", b"world", b"musibii", b"1"])
        read = b"".join(bytes_of(calls(events, "receiver", READS)))
        self.assertTrue(b"helloworldmusibii1".startswith(read))

    def test_reads_that_leave_a_rest(self):
        shown, events = pair("rest")
        self.check_all(shown, events)
        self.assertEqual(bytes_of(calls(events, "receiver", READS)), [b"he", b"ll", b"o"])

    def test_reads_after_the_end(self):
        shown, events = pair("empty")
        self.check_all(shown, events)
        self.assertEqual(bytes_of(calls(events, "receiver", READS)), [b"hello"])
        self.assertIn("end of stream", shown)


if __name__ == "__main__":
    main()
