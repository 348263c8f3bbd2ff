#!/usr/bin/env python3
"""Lab 51 cannot do this yet: seams for you. Each test fails to begin with, and is expected to; when you have built what
it asks for, it says so, and you take the mark away."""

import hashlib
import unittest

from peer import Peer
from running import WithServer


class Seams(WithServer):
    plain = True

    @unittest.expectedFailure
    def test_a_file_is_copied_at_the_server(self):
        """A request `copy`, `path` and `to`: room is reserved first, and the name appears when all is written."""
        peer = Peer(self.place, "eva")
        peer.put("a", b"x" * 5000)
        peer.call("copy", path="a", to="b")
        self.assertEqual(peer.get("b"), b"x" * 5000)
        self.assertEqual(peer.call("usage")["used"], 2 * 8192)

    @unittest.expectedFailure
    def test_a_file_is_compared_without_being_sent(self):
        """A request `digest`, `path`: a worker reads the file, and other clients do not wait for it."""
        peer = Peer(self.place, "eva")
        peer.put("a", b"x" * 5000)
        self.assertEqual(peer.call("digest", path="a")["sha256"], hashlib.sha256(b"x" * 5000).hexdigest())


if __name__ == "__main__":
    unittest.main(warnings="ignore")
