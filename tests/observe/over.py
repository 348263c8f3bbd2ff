#!/usr/bin/env python3
"""When a run is over whose server never ends by itself, and what is said of a host that is not there."""

import time
import unittest

from tools import calls, main, observe, recording

# Echoes to one client after the other, for ever; on SIGTERM it says so and ends with 3.
SERVER = ("python3 -c \"import signal, socket, sys\n"
          "def bye(*_): print('asked to end'); sys.exit(3)\n"
          "signal.signal(signal.SIGTERM, bye)\n"
          "s = socket.create_server(('{host}', {port}))\n"
          "while True:\n"
          "    c, _ = s.accept()\n"
          "    while b := c.recv(100): c.sendall(b)\"")
STUBBORN = SERVER.replace("signal.signal(signal.SIGTERM, bye)",
                          "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
DAEMON = ("python3 -c \"import os, socket\n"
          "if os.fork(): os._exit(0)\n"
          "os.setsid()\n"
          "if os.fork(): os._exit(0)\n"
          "s = socket.create_server(('{host}', {port}))\n"
          "while True:\n"
          "    c, _ = s.accept()\n"
          "    while b := c.recv(100): c.sendall(b)\"")
CLIENT = ("python3 -c \"import socket\n"
          "c = socket.create_connection(('{host}', {port}))\n"
          "c.sendall(b'hello'); c.recv(100)\"")
LATE = CLIENT.replace("c.recv(100)", "c.recv(100); import signal; signal.pause()")
LIMIT_S = 20  # of a run that is to end by itself: far above what it takes, far below --timeout


def names(events, who):
    return [event["name"] for event in events if event["who"] == who]


def ending(events, who):
    """(exit status, signal, whether the harness ended it)"""
    data = next(e["data"] for e in events if e["who"] == who and e["name"] == "process:exit")
    return data["code"], data["signal"], data.get("stopped", False)


def why(events):
    return next((e["data"]["why"] for e in events if e["name"] == "harness:stopped"), None)


class Over(unittest.TestCase):
    def run_pair(self, receiver, sender, *args):
        begin = time.monotonic()
        limit = [] if "--timeout" in args else ["--timeout", "60"]
        text, events = recording("--receiver", receiver, "--sender", sender, "--width", "120",
                                 *limit, *args)
        self.assertLess(time.monotonic() - begin, LIMIT_S)
        return text, events

    def test_a_server_is_asked_to_end_when_its_client_has_ended(self):
        for net in ("two-hosts", "one-host", "loopback"):
            with self.subTest(net):
                text, events = self.run_pair(SERVER, CLIENT, "--net", net)
                self.assertEqual(why(events), "over")
                self.assertIn("asked to end", text)
                self.assertEqual(ending(events, "receiver"), (3, 0, True))
                self.assertEqual(ending(events, "sender"), (0, 0, False))

    def test_one_that_does_not_is_killed(self):
        _, events = self.run_pair(STUBBORN, CLIENT)
        self.assertEqual(ending(events, "receiver"), (0, 9, True))

    def test_a_daemon_is_followed_and_ended(self):
        _, events = self.run_pair(DAEMON, CLIENT)
        self.assertIn("process:ready", names(events, "receiver"))
        self.assertEqual(len(calls(events, "receiver", {"recv"})), 1)
        self.assertEqual(why(events), "over")

    def test_a_script_that_stays_while_its_server_became_a_daemon_has_opened_the_port(self):
        # The daemon listens when all that stood between it and the script has ended.
        orphan = DAEMON.replace("import os, socket\n",
                                "import os, socket\nready, held = os.pipe()\n")
        orphan = orphan.replace("s = socket", "os.close(held); os.read(ready, 1)\ns = socket")
        script = orphan + "; exec tail -f /dev/null"
        for net in ("two-hosts", "one-host", "loopback"):
            with self.subTest(net):
                _, events = self.run_pair(script, CLIENT, "--net", net)
                self.assertEqual(why(events), "over")
                self.assertIn("process:ready", names(events, "receiver"))
                self.assertEqual(ending(events, "sender"), (0, 0, False))

    def test_a_daemon_that_dies_is_not_waited_for(self):
        dies = DAEMON.replace("s = socket", "raise SystemExit\ns = socket")
        begin = time.monotonic()
        done = observe("--receiver", dies, "--sender", CLIENT, "--timeout", "60")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the port was never opened", done.stdout)
        self.assertLess(time.monotonic() - begin, LIMIT_S)

    def test_it_goes_on_for_as_long_as_was_asked(self):
        _, events = self.run_pair(SERVER, LATE, "--for", "1500ms")
        self.assertEqual(why(events), "over")
        self.assertEqual(ending(events, "sender"), (0, 15, True))
        self.assertGreater(events[-1]["time_ns"], 1.4e9)

    def test_it_goes_on_until_another_has_ended(self):
        _, events = self.run_pair(SERVER, CLIENT, "--until", "all", "--timeout", "2")
        self.assertEqual(why(events), "deadlock")
        once = SERVER.replace("while True:\n    c, _ = s.accept()\n    while b", "c, _ = s.accept()\nif b")
        _, events = self.run_pair(once, LATE, "--until", "receiver")
        self.assertEqual(why(events), "over")
        self.assertEqual(ending(events, "sender"), (0, 15, True))
        done = observe("--receiver", SERVER, "--sender", CLIENT, "--until", "nobody")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--until: no program is named \"nobody\"", done.stderr)


class AnotherHost(unittest.TestCase):
    def test_a_program_that_knows_only_127_0_0_1_is_told_at_once(self):
        here = SERVER.replace("'{host}'", "'127.0.0.1'")
        begin = time.monotonic()
        done = observe("--net", "two-hosts", "--width", "150", "--receiver", here, "--sender", CLIENT)
        self.assertLess(time.monotonic() - begin, LIMIT_S)
        self.assertIn(" failed: ECONNREFUSED", done.stdout)
        self.assertIn("receiver: on 127.0.0.1 there is only what runs on the same host.",
                      " ".join(done.stdout.split()))

    def test_a_client_that_knows_only_127_0_0_1_too(self):
        there = CLIENT.replace("'{host}'", "'127.0.0.1'")
        done = observe("--net", "two-hosts", "--width", "150", "--receiver", SERVER, "--sender", there)
        self.assertIn("connect(127.0.0.1:8080) failed: ECONNREFUSED", done.stdout)
        self.assertIn("sender: on 127.0.0.1", done.stdout)
        self.assertNotIn("end of stream", done.stdout)


if __name__ == "__main__":
    main()
