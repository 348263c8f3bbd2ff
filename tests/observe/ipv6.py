#!/usr/bin/env python3
"""IPv6 on each stage that has a wire: calls, packets and their bytes are joined as with IPv4."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tools import SKIPPED, calls, main, observe, packets, payload, recording, stickylab

SERVER = ("python3 -c \"import socket\n"
          "s = socket.create_server(('::', {port}), family=socket.AF_INET6, dualstack_ipv6=True)\n"
          "c, _ = s.accept(); c.recv(100); c.sendall(b'back'); c.recv(1)\"")
CLIENT = ("python3 -c \"import socket\n"
          "c = socket.create_connection(('HOST', {port})); c.sendall(b'hello'); c.recv(100)\"")
UDP_SERVER = ("python3 -c \"import socket\n"
              "s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); s.bind(('::', {port}))\n"
              "for _ in range(2): data, peer = s.recvfrom(4000); s.sendto(b'back', peer)\"")
UDP_CLIENT = ("python3 -c \"import socket\n"
              "s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)\n"
              "for size in (5, 3000): s.sendto(b'x' * size, ('{host6}', {port})); s.recv(100)\"")
# Then both have the other's bytes, and wait for more.
WAITING_CLIENT = CLIENT.replace("c.recv(100)", "c.recv(100); c.recv(100)")


def run(net, receiver, sender, *options):
    return recording("--net", net, "--receiver", receiver, "--sender", sender, "--width", "150",
                     "--color", "never", *options)


class Tcp(unittest.TestCase):
    def check(self, net, host, server, server_seen):
        """The row of each lane that says what moved there names the same write and bytes."""
        text, events = run(net, SERVER, CLIENT.replace("HOST", host))
        self.assertEqual(payload(packets(events, "sender")), b"hello")
        self.assertEqual(payload(packets(events, "receiver")), b"back")
        self.assertEqual({e["data"]["destination"] for e in packets(events, "sender")}, {server})
        connect, = (e["data"] for e in events if e["name"] == "sock:return"
                    and e["who"] == "sender" and e["data"]["call"] == "connect")
        self.assertEqual(connect["address"], server)
        accept, = (e["data"] for e in events
                   if e["name"] == "sock:return" and e["data"]["call"] == "accept")
        self.assertEqual((accept["own"], accept["address"]), (server, connect["own"]))
        ready, = (e["data"]["address"] for e in events if e["name"] == "process:ready")
        self.assertEqual(ready, server_seen)
        for seen in ("handshake", "send 5 B \"hello\" write 1, bytes 0–4",
                     "recv(100) = 5 B \"hello\" bytes 0–4", "ACK of segment 1",
                     "send 4 B \"back\" write 1, bytes 0–3", "recv(100) = 4 B \"back\" bytes 0–3"):
            self.assertIn(seen, text)

    def test_two_hosts(self):
        self.check("two-hosts", "{host6}", "[2001:db8::2]:8080", "[::]:8080")

    def test_one_host(self):
        self.check("one-host", "{host6}", "[::1]:8080", "[::]:8080")

    def test_every_address_is_one_of_this_host(self):
        for host in ("::", "0.0.0.0"):
            with self.subTest(host):
                text, _ = run("one-host", SERVER, CLIENT.replace("HOST", host))
                for seen in ("send 5 B \"hello\" write 1, bytes 0–4",
                             "recv(100) = 5 B \"hello\" bytes 0–4",
                             "recv(100) = 4 B \"back\" bytes 0–3"):
                    self.assertIn(seen, text)
                self.assertNotIn("#2", text)

    def test_a_server_of_both_is_reached_by_ipv4(self):
        self.check("two-hosts", "{host}", "192.0.2.2:8080", "[::]:8080")
        self.check("one-host", "{host}", "127.0.0.1:8080", "[::]:8080")

    def test_the_environment_and_the_name_of_a_program_tell_the_same(self):
        text, _ = run("two-hosts", SERVER, "sh -c 'echo {host6} {host6:sender} $STICKYLAB_HOST6'")
        self.assertIn("2001:db8::2 2001:db8::1 2001:db8::2", text)


class Udp(unittest.TestCase):
    def test_datagrams_and_their_fragments_are_joined(self):
        text, events = run("two-hosts", UDP_SERVER, UDP_CLIENT)
        sent = packets(events, "sender")
        self.assertEqual(payload(sent), b"x" * 3005)
        self.assertEqual([e["data"]["ip_id"] != 0 for e in sent], [False, True, True, True])
        self.assertEqual({e["data"]["destination"] for e in sent},
                         {"[2001:db8::2]:8080", "[2001:db8::2]"})
        receiver = " ".join(line.split("│")[2].strip() for line in text.splitlines()
                            if line.count("│") == 2)
        self.assertRegex(receiver, r"recvfrom\(4000\) = 5 B \"xxxxx\" datagram 1")
        self.assertRegex(receiver, r"recvfrom\(4000\) = 3,000 B +\"x+…2,968 B…\" +datagram 2")

    def test_a_server_of_both_answers_each_from_its_own_address(self):
        both = UDP_CLIENT.replace("(5, 3000): s.sendto(b'x' * size, ('{host6}', {port}))",
                                  "('{host6}', '::ffff:{host}'): s.sendto(b'hello', (size, {port}))")
        both = both.replace("s.recv(", "s.recvfrom(")
        text, _ = run("two-hosts", UDP_SERVER, both)
        for number, host in ((1, "[2001:db8::2]:8080"), (2, "192.0.2.2:8080")):
            self.assertIn(f"UDP receiver {host}", text)
            self.assertIn(f"#{number} sendto 4 B \"back\" write 1", text)
            self.assertIn(f"#{number} recvfrom(100) = 4 B \"back\" datagram 1", text)
            self.assertIn(f"#{number} recvfrom(4000) = 5 B \"hello\" datagram 1", text)

    def test_one_host(self):
        _, events = run("one-host", UDP_SERVER, UDP_CLIENT)
        self.assertEqual(payload(packets(events, "sender")), b"x" * 3005)


class Around(unittest.TestCase):
    def test_a_deadlock_is_seen(self):
        for host in ("{host6}", "{host}"):
            _, events = run("two-hosts", SERVER, WAITING_CLIENT.replace("HOST", host),
                            "--until", "all")
            self.assertEqual([e["data"]["why"] for e in events if e["name"] == "harness:stopped"],
                             ["deadlock"])

    def test_a_small_mtu_switches_it_off_and_breaks_nothing(self):
        text, _ = run("two-hosts", SERVER, CLIENT.replace("HOST", "{host}"), "--mtu", "576")
        self.assertIn("recv(100) = 4 B", text)
        text, _ = run("two-hosts", SERVER, CLIENT.replace("HOST", "{host6}"), "--mtu", "576")
        self.assertIn("ENETUNREACH", text)

    @unittest.skipUnless(shutil.which("tshark"), "tshark is not here")
    def test_tshark_reads_the_capture(self):
        with tempfile.TemporaryDirectory(prefix="stickylab-ipv6-") as folder:
            done = observe("--receiver", SERVER, "--sender", CLIENT.replace("HOST", "{host6}"),
                           "--record", folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            capture = Path(folder) / "observed.pcapng"
            stickylab("export", Path(folder) / "observed.ndjson", "--pcapng", capture)
            seen = subprocess.run(
                ["tshark", "-n", "-r", capture, "-o", "tcp.check_checksum:TRUE", "-T", "fields",
                 "-e", "ipv6.dst", "-e", "tcp.checksum.status", "-e", "tcp.payload"],
                capture_output=True, text=True, check=True, timeout=50).stdout.splitlines()
        self.assertIn(f"2001:db8::2\t1\t{b'hello'.hex()}", seen)
        self.assertIn(f"2001:db8::1\t1\t{b'back'.hex()}", seen)
        self.assertTrue(all(line.split("\t")[1] == "1" for line in seen), seen)


if __name__ == "__main__":
    if not os.path.exists("/proc/sys/net/ipv6"):
        print("skipped: this machine has no IPv6")
        sys.exit(SKIPPED)
    main()
