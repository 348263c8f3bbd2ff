#!/usr/bin/env python3
"""More than two programs, and more than one connection: who is who, and what stands in each row."""

import unittest

from tools import calls, main, observe, packets, payload, recording

SERVER = ("server=python3 -c \"import os, socket\n"
          "s = socket.create_server(('{host}', {port}))\n"
          "for _ in range(3):\n"
          "    c, _ = s.accept()\n"
          "    if os.fork() == 0:\n"
          "        while b := c.recv(100): c.sendall(b.upper())\n"
          "        os._exit(0)\n"
          "    c.close()\n"
          "for _ in range(3): os.wait()\"")
CLIENT = ("{name}=python3 -c \"import socket\n"
          "c = socket.create_connection(('{{host}}', {{port}}))\n"
          "for w in {words}: c.sendall(w); c.recv(100)\"")
IN_TURN = ["--program", SERVER,
           "--program", CLIENT.format(name="ann", words=[b"a-one", b"a-two"]),
           "--program", CLIENT.format(name="bob", words=[b"b-one"]),
           "--program", CLIENT.format(name="cat", words=[b"c-one"]),
           "--start", "bob=ended:ann", "--start", "cat=ended:bob"]

ONE_READ = ("server=python3 -c \"import socket\n"
            "s = socket.create_server(('{host}', {port}))\n"
            "c, _ = s.accept(); print(c.recv(100).decode())\"")
# Refused at a closed port, then accepted: on one descriptor.
TWICE = ("client=python3 -c \"import socket\n"
         "c = socket.socket()\n"
         "try: c.connect(('{host}', 9))\n"
         "except ConnectionRefusedError: pass\n"
         "c.connect(('{host}', {port})); c.sendall(b'hello')\"")


def of_connection(text, number):
    """The rows of a connection, without their times."""
    return [line.split("│") for line in text.splitlines() if f"#{number} " in line and "│" in line]


class InTurn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text, cls.events = recording(*IN_TURN, "--width", "150", "--color", "never")

    def test_each_client_starts_when_the_one_before_it_has_ended(self):
        order = [(e["who"], e["name"]) for e in self.events
                 if e["name"] in ("process:start", "process:exit")]
        self.assertEqual(order[:2], [("server", "process:start"), ("ann", "process:start")])
        self.assertEqual(order[2:6], [("ann", "process:exit"), ("bob", "process:start"),
                                      ("bob", "process:exit"), ("cat", "process:start")])

    def test_every_packet_is_from_the_program_that_sent_it(self):
        for who, said in (("ann", b"a-onea-two"), ("bob", b"b-one"), ("cat", b"c-one"),
                          ("server", b"A-ONEA-TWOB-ONEC-ONE")):
            self.assertEqual(payload(packets(self.events, who)), said)

    def test_each_has_a_socket_of_its_own(self):
        sockets = {who: {call["data"]["socket"] for call in calls(self.events, who, {"send"})}
                   for who in ("ann", "bob", "cat", "server")}
        self.assertEqual([len(sockets[who]) for who in ("ann", "bob", "cat", "server")],
                         [1, 1, 1, 3])

    def test_each_connection_counts_its_own_writes_segments_and_bytes(self):
        self.assertIn("#1 ann 192.0.2.1:", self.text)
        self.assertIn(" TCP server 192.0.2.2:", self.text)
        for number, name, ends in ((1, "ann", ["0–4", "5–9"]), (2, "bob", ["0–4"]),
                                   (3, "cat", ["0–4"])):
            rows = of_connection(self.text, number)
            sent = [row[0] for row in rows if f"{name} #{number} send" in row[0]]
            self.assertEqual(len(sent), len(ends))
            wire = "".join(row[1] for row in rows)
            for segment in range(1, len(ends) + 1):
                self.assertIn(f"#{number} segment {segment} ", wire)
            self.assertNotIn(f"#{number} segment {len(ends) + 1} ", wire)
            took = [row[2] for row in rows if f"#{number} recv" in row[2] and " B" in row[2]]
            self.assertEqual(len(took), len(ends))

    def test_one_connection_can_be_shown_alone(self):
        done = observe(*IN_TURN, "--width", "150", "--color", "never", "--connection", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("b-one", done.stdout)
        self.assertEqual([text for text in ("a-one", "c-one", "#1 ", "#3 ")
                          if text in done.stdout.partition(" ms ")[2]], [])


class Hosts(unittest.TestCase):
    def test_each_program_has_a_host_of_its_own_if_nothing_else_is_said(self):
        text, events = recording(*IN_TURN, "--width", "150", "--color", "never")
        self.assertEqual({e["data"]["source"].partition(":")[0]: e["data"]["from"]
                          for e in packets(events)},
                         {"192.0.2.2": "server", "192.0.2.1": "ann", "192.0.2.3": "bob",
                          "192.0.2.4": "cat"})
        self.assertIn("#3 cat 192.0.2.4:", text)

    def test_programs_can_share_the_last_one(self):
        _, events = recording(*IN_TURN, "--host", "ann=9", "--host", "bob=9", "--host", "cat=9")
        for who, said in (("ann", b"a-onea-two"), ("bob", b"b-one"), ("cat", b"c-one")):
            mine = packets(events, who)
            self.assertEqual(payload(mine), said)
            self.assertTrue(all(e["data"]["source"].startswith("192.0.2.9:") for e in mine))


class Twice(unittest.TestCase):
    def test_a_descriptor_that_connects_twice_is_two_connections(self):
        text, events = recording("--program", ONE_READ, "--program", TWICE, "--width", "150",
                                 "--color", "never")
        connects = [e["data"] for e in events
                    if e["name"] == "sock:return" and e["who"] == "client"
                    and e["data"]["call"] == "connect"]
        self.assertEqual([call["result"] for call in connects], [-1, 0])
        self.assertEqual(connects[0]["socket"], connects[1]["socket"])
        self.assertIn("#1 SYN", text)
        self.assertIn("#1 RST", text)
        self.assertIn("#2 handshake", text)
        self.assertIn("#2 send 5 B \"hello\"", text)
        self.assertIn("#2 recv(100) = 5 B \"hello\"", text)


if __name__ == "__main__":
    main()
