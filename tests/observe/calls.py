#!/usr/bin/env python3
"""Every way to move bytes that the probe sees: what each call is called, what it gave, and on which
connection. Then the programs that another one becomes, starts, or hands its socket to."""

import unittest

from tools import BUILD, main, recording

MADE_CALLS = BUILD / "bin/made_calls"
FILE = 20_000


def pair(receive, send, *args):
    command = f"{MADE_CALLS} {{}} {{{{host}}}} {{{{port}}}}"
    return recording(*args, "--receiver", command.format(receive), "--sender", command.format(send),
                     "--color", "never", "--width", "150")


def returned(events, who):
    return [event["data"] for event in events
            if event["name"] == "sock:return" and event["who"] == who]


def moved(events, who, skip_peeks=True):
    """(call, result, bytes or None) of the calls that moved bytes, in order."""
    peek = 2
    return [(call["call"], call["result"],
             None if call.get("unseen") else bytes.fromhex(call.get("hex", "")))
            for call in returned(events, who)
            if "length" in call and call["result"] > 0 and not call.get("flags", 0) & peek]


class Stream(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text, cls.events = pair("receive", "send")

    def test_each_write_says_what_it_moved(self):
        self.assertEqual(moved(self.events, "sender"), [
            ("sendfile", FILE, None), ("splice", 14, None), ("sendmmsg", 3, b"one"),
            ("sendmmsg", 5, b"three"), ("pwritev2", 5, b"abcde"), ("writev", 60, b"abc" * 20),
            ("dprintf", 19, b"3 words, one number"), ("write", 9, b"by number"),
            ("sendto", 5, b"named")])

    def test_each_read_says_what_it_moved(self):
        reads = moved(self.events, "receiver")
        passed = [read for read in reads if read[0] == "splice_from"]
        self.assertEqual(sum(result for _, result, _ in passed), FILE)
        self.assertEqual({content for _, _, content in passed}, {None})
        self.assertEqual(reads[len(passed):], [
            ("readv", 14, b"through a pipe"), ("recvmmsg", 3, b"one"), ("recvmmsg", 5, b"three"),
            ("preadv2", 5, b"abcde"), ("read", 60, b"abc" * 20),
            ("read", 19, b"3 words, one number"), ("recvfrom", 9, b"by number"),
            ("recvmsg", 5, b"named")])

    def test_a_call_that_fails_says_why(self):
        failed = [(call["call"], call["result"], call["errno"])
                  for call in returned(self.events, "sender") if call.get("errno")]
        self.assertEqual(failed, [("pwritev2", -1, 29)])  # ESPIPE

    def test_all_are_on_the_sockets_of_the_connection(self):
        for who in ("sender", "receiver"):
            made = {call["made"] for call in returned(self.events, who)
                    if call["call"] == ("socket" if who == "sender" else "accept")}
            used = {call["socket"] for call in returned(self.events, who) if call.get("length")}
            self.assertEqual(used, made)

    def test_every_call_that_returned_has_begun(self):
        for who in ("sender", "receiver"):
            begun = [e["data"]["call"] for e in self.events
                     if e["name"] == "sock:enter" and e["who"] == who]
            self.assertEqual(begun, [call["call"] for call in returned(self.events, who)])

    def test_a_row_shows_no_payload_where_none_was_seen(self):
        self.assertRegex(self.text, r'sendfile 20,000 B write 1, bytes 0–19,999 +│')
        self.assertIn('pwritev2 5 B "abcde"', self.text)


class Datagrams(unittest.TestCase):
    def test_each_message_is_a_call_with_its_address(self):
        _, events = pair("receive-datagrams", "send-datagrams")
        self.assertEqual(moved(events, "sender"), [("sendmmsg", 3, b"one"), ("sendmmsg", 5, b"three")])
        self.assertEqual(moved(events, "receiver"),
                         [("recvmmsg", 3, b"one"), ("recvmmsg", 5, b"three")])
        own = next(call["own"] for call in returned(events, "sender") if call["call"] == "connect")
        self.assertEqual([call["address"] for call in returned(events, "receiver")
                          if call["call"] == "recvmmsg"], [own, own])


    def test_a_call_that_sends_no_message_is_none(self):
        _, events = pair("receive-datagrams", "send-datagrams")
        self.assertEqual([call["result"] for call in returned(events, "sender")
                          if call["call"] == "sendmmsg"], [3, 5])


class Many(unittest.TestCase):
    def test_a_log_grows_with_what_is_sent(self):
        _, events = pair("receive-much", "send-much", "--net", "loopback")
        for who in ("sender", "receiver"):
            self.assertEqual([result for _, result, _ in moved(events, who)], 3_000 * [4_096])
        self.assertNotIn("probe:dropped", {event["name"] for event in events})


class Rings(unittest.TestCase):
    def test_a_program_that_asks_for_a_ring_is_said_to_have_one(self):
        text, events = pair("serve", "ring")
        self.assertIn("io_uring_setup", [call["call"] for call in returned(events, "sender")])
        self.assertIn("io_uring_setup()", text)


class Restricted(unittest.TestCase):
    def test_a_program_that_may_be_killed_for_a_call_of_ours_runs_on_unseen(self):
        for sender in ("say-restricted", "say-restricted-by-number"):
            with self.subTest(sender):
                text, events = pair("serve", sender, "--net", "two-hosts")
                ended = next(event["data"] for event in events
                             if event["name"] == "process:exit" and event["who"] == "sender")
                self.assertEqual((ended["code"], ended["signal"]), (0, 0))
                self.assertEqual(moved(events, "sender"), [("write", 6, b"before")])
                self.assertIn("sender: 5 B on the wire that no observed call wrote.", text)


class Elsewhere(unittest.TestCase):
    """The calls are those of another program, or of another process, than the one that was started."""

    def test_a_program_that_closes_all_and_becomes_another_is_seen(self):
        for receiver in ("closefrom", "close-each", "close-range"):
            with self.subTest(receiver=receiver):
                _, events = pair(receiver, "say")
                self.assertEqual([call["call"] for call in returned(events, "receiver")
                                  if call["call"] in ("listen", "accept", "read")],
                                 ["listen", "accept", "read"])
                self.assertEqual(moved(events, "receiver"), [("read", 3, b"say")])

    def test_programs_with_an_environment_of_their_own_are_seen(self):
        _, events = pair("serve-three", "start-three")
        self.assertEqual(moved(events, "sender"), 3 * [("write", 3, b"say")])
        self.assertEqual(len({call["pid"] for call in returned(events, "sender")}), 3)

    def test_a_socket_that_was_handed_over_is_the_one_that_was_accepted(self):
        _, events = pair("hand-over", "say")
        accept, read = (next(call for call in returned(events, "receiver") if call["call"] == name)
                        for name in ("accept", "read"))
        self.assertEqual(read["socket"], accept["made"])
        self.assertNotEqual(read["pid"], accept["pid"])


if __name__ == "__main__":
    main()
