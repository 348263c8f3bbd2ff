#!/usr/bin/env python3
"""hello, world, musibii and 1 (the documents' S3:226) over a wire of 40 ms: with Nagle's algorithm
two segments and two reads; with TCP_NODELAY four segments, and one read by a receiver that was busy;
corked one and one. 77: two hosts cannot be had here."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(os.environ["STICKYLAB_BUILD"]) / "bin/stickylab"

SENDER = """
import os, socket
s = socket.create_connection((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])))
{before}
for word in (b"hello", b"world", b"musibii", b"1"):
    s.send(word)
{after}
s.recv(2)  # a FIN would take with it what Nagle holds
"""

RECEIVER = """
import os, select, socket
server = socket.create_server((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])))
s, _ = server.accept()
if {busy}:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 18)
    poll = select.poll()
    poll.register(s, select.POLLIN)
    poll.poll()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
left = 18
while left > 0:
    left -= len(s.recv(1024))
s.send(b"ok")
"""

OPTION = "s.setsockopt(socket.IPPROTO_TCP, socket.{}, {})"


class FourWrites(unittest.TestCase):
    def observe(self, before="", after="", busy=False):
        """The sizes of the sender's data segments and of the receiver's reads."""
        with tempfile.TemporaryDirectory(prefix="stickylab-four-") as folder:
            sender = Path(folder) / "sender.py"
            receiver = Path(folder) / "receiver.py"
            sender.write_text(SENDER.format(before=before, after=after))
            receiver.write_text(RECEIVER.format(busy=busy))
            subprocess.run([TOOL, "observe", "--net", "two-hosts", "--rtt", "40ms", "--record", folder,
                            "--sender", f"{sys.executable} {sender}",
                            "--receiver", f"{sys.executable} {receiver}"],
                           check=True, capture_output=True, timeout=30)
            lines = (Path(folder) / "observed.ndjson").read_text().splitlines()[1:]
        events = [json.loads(line) for line in lines]
        segments = [len(e["data"]["hex"]) // 2 for e in events
                    if e["name"] == "tcp:segment" and e["data"]["from"] == "sender"
                    and "hex" in e["data"] and not e["data"].get("retransmission")]
        reads = [e["data"]["result"] for e in events
                 if e["name"] == "sock:return" and e["who"] == "receiver"
                 and e["data"]["call"] == "recv" and e["data"]["result"] > 0]
        return segments, reads

    def test_nagle_makes_two_segments_and_two_reads(self):
        self.assertEqual(self.observe(), ([5, 13], [5, 13]))

    def test_without_nagle_four_segments_arrive_in_one_read(self):
        no_delay = OPTION.format("TCP_NODELAY", 1)
        self.assertEqual(self.observe(before=no_delay, busy=True), ([5, 5, 7, 1], [18]))

    def test_corked_they_are_one_segment_and_one_read(self):
        self.assertEqual(self.observe(before=OPTION.format("TCP_CORK", 1),
                                      after=OPTION.format("TCP_CORK", 0)), ([18], [18]))


if __name__ == "__main__":
    doctor = json.loads(subprocess.check_output([TOOL, "doctor", "--format", "json"]))
    if not doctor["two_hosts"]:
        print("skipped: two hosts cannot be had here:", doctor["why_no_two_hosts"])
        sys.exit(77)
    unittest.main()
