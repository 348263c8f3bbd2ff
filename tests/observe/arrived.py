#!/usr/bin/env python3
"""What comes to a socket and finds no room is counted, as the socket is next read, closed, or asked
for a connection."""

import json
import subprocess
import unittest

from tools import BUILD, PATIENCE_S, main, observe, recording

FILLS_QUEUE = BUILD / "bin/fills_queue"
SENT = 50
WAITING = "from struct import unpack; from socket import *; import os, select\n" \
          "drops = lambda s: unpack('9I', s.getsockopt(SOL_SOCKET, 55, 36))[8]\n" \
          "host, port = os.environ['STICKYLAB_HOST'], {port}\n"
UDP_RECEIVER = WAITING + f"""
s = socket(type=SOCK_DGRAM); s.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096); s.bind((host, port))
s.settimeout(.05); s.setsockopt(SOL_SOCKET, 42, 0); peeked = 0
while peeked + drops(s) < {SENT}:
 try: s.recv(9, MSG_PEEK); peeked += 1
 except timeout: pass
s.setsockopt(SOL_SOCKET, 42, -1)
for _ in range(peeked): s.recv(9)
s.close()
"""
UDP_SENDER = "import socket; s = socket.socket(type=socket.SOCK_DGRAM)\n" \
             f"for _ in range({SENT}): s.sendto(b'123', ('{{host}}', {{port}}))"
TCP_RECEIVER = WAITING + """
s = socket(); s.bind((host, port)); s.listen(1)
while not drops(s): select.select([], [], [], .01)
for _ in range(3): s.accept()
"""
TCP_SENDER = "import socket\nfor _ in range(3): socket.create_connection(('{host}', {port}))"


def python(program):
    return f'python3 -c "{program}"'


def of(events, who, call):
    return [event["data"] for event in events if event["name"] == "sock:return"
            and event["who"] == who and event["data"]["call"] == call]


class Arrived(unittest.TestCase):
    def test_datagrams_without_room(self):
        for probe in ("libc", "kernel"):
            with self.subTest(probe):
                ends = ("--probe", probe, "--receiver", python(UDP_RECEIVER),
                        "--sender", python(UDP_SENDER))
                _, events = recording(*ends)
                taken = [read for read in of(events, "receiver", "recv")
                         if not read.get("flags") and read["result"] > 0]
                dropped = SENT - len(taken)
                self.assertGreater(dropped, 0)
                self.assertEqual({read["dropped"] for read in taken}, {dropped})
                self.assertEqual(of(events, "receiver", "close")[-1]["dropped"], dropped)
                self.assertNotIn("dropped", of(events, "sender", "sendto")[-1])

    def test_the_number(self):
        done = observe("--receiver", python(UDP_RECEIVER), "--sender", python(UDP_SENDER),
                       "--format", "json")
        seen = json.loads(done.stdout)
        self.assertEqual(seen["dropped"] + seen["reads"], SENT)

    def test_the_kit_waits_for_those_without_room(self):
        alone = subprocess.run([FILLS_QUEUE], capture_output=True, text=True, timeout=PATIENCE_S)
        self.assertEqual(alone.returncode, 0, alone.stderr)
        self.assertIn(alone.stdout.count("message: 123\n"), range(1, SENT))
        for net in ("two-hosts", "loopback"):
            with self.subTest(net):
                done = observe("--net", net, "--format", "json",
                               "--receiver", f"{FILLS_QUEUE} receiver --listen {{host}}:{{port}}",
                               "--sender", f"{FILLS_QUEUE} sender --connect {{host}}:{{port}}")
                seen = json.loads(done.stdout)
                self.assertGreater(seen["dropped"], 0)
                self.assertEqual(seen["dropped"] + seen["reads"], SENT)

    def test_connections_without_room(self):
        for probe in ("libc", "kernel"):
            with self.subTest(probe):
                _, events = recording("--probe", probe, "--receiver", python(TCP_RECEIVER),
                                      "--sender", python(TCP_SENDER))
                first, *_ = accepts = of(events, "receiver", "accept")
                self.assertEqual(len(accepts), 3)
                self.assertEqual(first["waiting"], 2)
                self.assertGreater(first["dropped"], 0)
                connects = of(events, "sender", "connect")
                self.assertNotIn("waiting", connects[0])


if __name__ == "__main__":
    main()
