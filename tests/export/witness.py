#!/usr/bin/env python3
"""Witnesses that know nothing of stickylab agree with its recordings, packet by packet: tshark and
tcpdump read the exported capture, the kernel counted the segments (TCP_INFO), and the probe's clock
is that of the calls."""

import json
import sys
import tempfile
import unittest
from datetime import datetime
from pathlib import Path

import tools
from tools import Tcpdump, Tshark

SKIPPED = 77
LABS = ("01", "02", "03", "04", "06")
FLAGS = {"FIN": 1, "SYN": 2, "RST": 4, "PSH": 8, "ACK": 16, "URG": 32, "ECE": 64, "CWR": 128}
CORRECT = "1"  # *.checksum.status
OUTBOUND = 2   # frame.packet_flags_direction
PEEK = 2       # MSG_PEEK
PEER = {"sender": "receiver", "receiver": "sender"}
CLOCK_ERROR_NS = 1_000  # see docs/recording.md


def packets_of(recording):
    """The packets of a recording, with the time that is theirs in a capture."""
    header = recording.read_text().splitlines()[0]
    started = datetime.fromisoformat(json.loads(header)["started"])
    start_ns = int(started.timestamp()) * 1_000_000_000
    return [event["data"] | {"epoch_ns": start_ns + event["time_ns"], "left_ns": event["time_ns"]}
            for event in tools.read(recording) if event["name"] in ("tcp:segment", "udp:datagram")]


def protocol_of(packet):
    return "tcp" if "flags" in packet else "udp"


def call_with(byte, recording, who, kinds):
    """The call of that end which moved a byte of its stream."""
    at = 0
    for event in tools.read(recording):
        call = event["data"]
        if event["name"] == "sock:return" and event["who"] == who and call["result"] > 0 \
                and call["call"].startswith(kinds) and not call.get("flags", 0) & PEEK:
            at += call["result"]
            if byte < at:
                return call | {"returned_ns": event["time_ns"]}
    raise AssertionError(f"no call of the {who} moved byte {byte}")


class Witness(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-export-")
        cls.addClassCleanup(folder.cleanup)
        folder = Path(folder.name)
        cls.recordings = tools.record(folder, "compare", *LABS, "--net", "two-hosts")
        for name, *options in (("slow", "01", "broken", "--rtt", "40ms"),
                               ("lossy", "03", "broken", "--loss", "0.2", "--seed", "1"),
                               ("lossier", "03", "broken", "--loss", "0.2", "--seed", "3")):
            (cls.recordings[name],) = tools.record(folder / name, "run", *options).values()

    def each(self, check, protocols=("tcp", "udp")):
        """Calls check(recording, its packets) for each recording of these protocols."""
        for name, recording in self.recordings.items():
            packets = packets_of(recording)
            with self.subTest(name):
                self.assertTrue(packets)
                if protocol_of(packets[0]) in protocols:
                    check(recording, packets)

    def test_all_were_recorded(self):
        self.assertEqual(len(self.recordings), 2 * len(LABS) + 3)

    @unittest.skipUnless(Tshark.there, "tshark is not here")
    def test_tshark_sees_each_packet_as_it_was_recorded(self):
        def check(recording, packets):
            seen = Tshark.packets(tools.export(recording))
            self.assertEqual(len(seen), len(packets))
            for packet, witness in zip(packets, seen):
                self.compare(packet, witness)

        self.each(check)

    def compare(self, packet, seen):
        protocol = protocol_of(packet)
        self.assertEqual(int(seen["frame.time_epoch"].replace(".", "")), packet["epoch_ns"])
        self.assertEqual(seen["frame.interface_name"], f"{packet['from']} eth0")
        self.assertEqual(int(seen["frame.packet_flags_direction"], 16), OUTBOUND)
        self.assertEqual(seen["ip.src"], packet["source"].split(":")[0])
        self.assertEqual(seen["ip.dst"], packet["destination"].split(":")[0])
        self.assertEqual(seen["ip.checksum.status"], CORRECT)
        self.assertEqual(seen[f"{protocol}.checksum.status"], CORRECT)
        self.assertEqual(seen[f"{protocol}.payload"].replace(":", ""), packet.get("hex", ""))
        self.assertNotEqual(seen["frame.comment"], "")
        self.assertEqual("lost on the wire" in seen["frame.comment"], packet["fate"] == "lost")
        if protocol == "tcp":
            flags = sum(FLAGS[flag] for flag in packet["flags"].split())
            self.assertEqual(int(seen["tcp.flags"], 16), flags)
            self.assertEqual(int(seen["tcp.seq"]), packet["seq"])
            self.assertEqual(int(seen["tcp.ack"]), packet["ack"])
            self.assertEqual(int(seen["tcp.window_size"]), packet["window"])
            self.assertEqual(seen["tcp.analysis.retransmission"] == "1",
                             packet.get("retransmission", False))

    @unittest.skipUnless(Tcpdump.there, "tcpdump is not here")
    def test_tcpdump_sees_the_same_bytes_at_the_same_times(self):
        def check(recording, packets):
            self.assertEqual(
                Tcpdump.packets(tools.export(recording)),
                [{"time_ns": packet["epoch_ns"], "correct": True,
                  "frame": packet["headers"] + packet.get("hex", "")} for packet in packets])

        self.each(check)

    def test_the_kernel_counted_as_many_segments(self):
        def check(recording, packets):
            *_, last = (event["data"] for event in tools.read(recording)
                        if event["name"] == "sock:return" and event["who"] == "sender"
                        and "tcp" in event["data"])
            sent = [packet for packet in packets if packet["from"] == "sender"]
            again = [packet for packet in sent if packet.get("retransmission")
                     and packet["left_ns"] <= last["entered_ns"]]
            self.assertEqual(last["tcp"]["unsent"], 0)
            self.assertEqual(last["tcp"]["segments_out"], sum("hex" in packet for packet in sent))
            self.assertEqual(last["tcp"]["retransmits"], len(again))  # of SYN and FIN as well

        self.each(check, ("tcp",))

    def test_a_segment_leaves_after_its_write_began_and_arrives_before_its_read_returned(self):
        def check(recording, packets):
            for packet in packets:
                if packet["fate"] != "delivered" or "hex" not in packet \
                        or packet.get("retransmission"):
                    continue
                first, last = packet["seq"] - 1, packet["seq"] - 2 + len(packet["hex"]) // 2
                write = call_with(last, recording, packet["from"], ("send", "write"))
                self.assertLessEqual(write["entered_ns"], packet["left_ns"] + CLOCK_ERROR_NS)
                read = call_with(first, recording, PEER[packet["from"]], ("recv", "read"))
                self.assertLessEqual(packet["arrived_ns"], read["returned_ns"])

        self.each(check, ("tcp",))

    @unittest.skipUnless(Tshark.there, "tshark is not here")
    def test_the_comments_say_what_a_segment_carries(self):
        recording = self.recordings["01-two-writes-one-read-broken"]
        for lang, expected in (
                ("en", "segment 2 of the sender, bytes 5–9, carries bytes of write 2, "
                       "taken by read 1 of the receiver, "),
                ("zh", "发送方的第 2 个报文段，第 5–9 字节，载有第 2 次写入的字节，"
                       "被接收方的第 1 次读取取走，")):
            comments = [packet["frame.comment"] for packet in
                        Tshark.packets(tools.export(recording, "--lang", lang))]
            self.assertIn(expected, "\n".join(comments))


if __name__ == "__main__":
    if not tools.has_two_hosts():
        print("skipped: two hosts cannot be had here; `stickylab doctor` says why")
        sys.exit(SKIPPED)
    if not (Tshark.there or Tcpdump.there):
        print("skipped: neither tshark nor tcpdump is here")
        sys.exit(SKIPPED)
    unittest.main()
