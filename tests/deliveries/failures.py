#!/usr/bin/env python3
"""What the Python module says of a parser that fails, and of one that does not."""

import unittest

from stickylab_deliveries import DeliveryFailure, every_delivery, every_early_end, pieces


def failure(*arguments, **named):
    try:
        every_delivery(*arguments, **named)
    except DeliveryFailure as failed:
        return failed
    return None


class Failures(unittest.TestCase):
    def test_names_the_delivery_and_what_was_understood(self):
        failed = failure(b"hel\\o|", lambda given: given[0])
        self.assertEqual(str(failed), "fails under the delivery cuts=1\n  bytes: h|el\\x5co\\x7c (cut at |)\n"
                                      "  understood: b'h'\n  understood of the whole: b'hel\\\\o|'")
        self.assertEqual(failed.schedule, "cuts=1")
        self.assertEqual(failed.marked, "h|el\\x5co\\x7c")

    def test_holds_a_parser_to_what_is_meant(self):
        self.assertIn("delivery whole\n", str(failure(b"ab", lambda given: ["a"], meant=["b"])))
        self.assertIsNone(failure(b"ab", lambda given: b"".join(given), meant=b"ab"))

    def test_false_and_what_is_raised_are_failures(self):
        self.assertTrue(str(failure(b"ab", lambda given: len(given) == 1)).endswith("returned False"))

        def feed(given):
            assert len(given) == 1, "two pieces"
        failed = failure(b"ab", feed)
        self.assertIn("raised: AssertionError('two pieces", str(failed))
        self.assertIsInstance(failed.__cause__, AssertionError)
        self.assertIsNone(failure(b"ab", lambda given: None))

    def test_what_stops_the_tests_is_passed_on(self):
        def feed(given):
            raise KeyboardInterrupt
        self.assertRaises(KeyboardInterrupt, every_delivery, b"ab", feed)

    def test_is_shrunk(self):
        failed = failure(bytes(300), lambda given: len(given) < 5)
        self.assertEqual(failed.schedule, "cuts=294,295,296,297")
        self.assertIn(", shrunk from every=1\n", str(failed))

    def test_pieces_are_the_whole(self):
        self.assertEqual(pieces(b"", []), [])
        self.assertEqual(pieces(b"abc", [0, 1, 3, 9]), [b"a", b"bc"])
        self.assertEqual(every_delivery(b"", b"".join), 1)


class EarlyEnds(unittest.TestCase):
    @staticmethod
    def feed(strict):
        def feed(given):
            *lines, rest = b"".join(given).split(b"\n")
            if strict and rest:
                raise ValueError("inside")
            return lines
        return feed

    def test_an_end_inside_a_message_must_be_an_error(self):
        self.assertEqual(every_early_end(b"ab\ncd\n", self.feed(strict=True)), 6)
        with self.assertRaises(DeliveryFailure) as failed:
            every_early_end(b"ab\ncd\n", self.feed(strict=False))
        self.assertEqual(str(failed.exception),
                         "fails under the delivery whole fin@1\n  bytes: a| (the stream ends at |)\n"
                         "  taken without an error, and no message more than at an earlier end\n"
                         "  understood: []")

    def test_messages_are_the_first_ones_of_the_whole(self):
        with self.assertRaises(DeliveryFailure) as failed:
            every_early_end(b"ab", lambda given: [b"".join(given)])
        self.assertEqual(failed.exception.schedule, "whole fin@0")


if __name__ == "__main__":
    unittest.main()
