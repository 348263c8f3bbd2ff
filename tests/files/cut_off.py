#!/usr/bin/env python3
"""A client of lab 51 that ends after any byte of a login, an upload and a download - by a FIN, by a RST, without
a word - harms nobody: after every 7th byte, after each one with `soak`."""

import os
import time
import unittest

from peer import Peer
from running import SOAK, WithServer, main

RESET = (1).to_bytes(4, "little") + bytes(4)  # struct linger: on, 0 seconds
SILENCE = 31  # seconds until an upload has stalled


class Over(Exception):
    """The last byte has been sent."""


class Cut:
    """A socket that sends so many bytes."""

    def __init__(self, inner, left):
        self.inner, self.left = inner, left

    def sendall(self, data):
        self.inner.sendall(data[:max(self.left, 0)])
        self.left -= len(data)
        if self.left < 0:
            raise Over

    def __getattr__(self, name):
        return getattr(self.inner, name)


class CutOff(WithServer):
    plain = True

    def setUp(self):
        super().setUp()
        self.watcher = self.peer()
        self.watcher.put("there", b"y" * 100)
        self.open_before = min(self.descriptors() for _ in range(20) if self.watcher.call("ping") == {})

    def play(self, left, user="eva", source=""):
        """The conversation up to that byte; gives its socket, and whether the upload was sent whole."""
        peer = Peer(self.place, source=source)
        peer.socket = Cut(peer.socket, left)
        is_whole = False
        try:
            peer.call("hello", version=1)
            peer.call("login", user=user, password="secret")
            peer.put("a", b"x" * 100)
            is_whole = True
            self.size_of_put = left - peer.socket.left
            peer.get("a")
        except Over:
            pass
        return peer.socket, is_whole

    def size(self):
        played, _ = self.play(10**6)
        played.close()
        self.watcher.call("remove", path="a")
        return 10**6 - played.left

    def settled(self, may_be_there):
        """All is as before, but for an upload that was sent whole."""
        end = time.monotonic() + 5
        while time.monotonic() < end:
            usage = self.watcher.call("usage")
            if usage["reserved"] == 0 and self.descriptors() == self.open_before:
                break
        self.assertEqual((usage["reserved"], self.descriptors()), (0, self.open_before))
        there = sorted(path.name for path in self.home().iterdir())
        self.assertIn(there, [["there"], ["a", "there"]] if may_be_there else [["there"]])
        if "a" in there:
            self.watcher.call("remove", path="a")

    def each(self, end, first):
        """After each byte; else after every 7th, and the three ways take turns."""
        size = self.size()
        for left in range(0 if SOAK else first, size, 1 if SOAK else 21):
            with self.subTest(left=left, of=size):
                played, _ = self.play(left)
                end(played)
                self.settled(left >= self.size_of_put)
        self.served()

    def served(self):
        peer = self.peer()
        peer.put("b", b"z")
        self.assertEqual(peer.get("b"), b"z")
        self.assertEqual(self.watcher.call("usage")["used"], self.walked())

    def test_by_a_fin(self):
        self.each(lambda played: played.close(), 0)

    def test_by_a_reset(self):
        def reset(played):
            played.setsockopt(1, 13, RESET)
            played.close()
        self.each(reset, 7)

    def test_without_a_word_while_others_are_served(self):
        def silent(played):
            self.assertEqual(self.watcher.get("there"), b"y" * 100)
            played.close()
        self.each(silent, 14)

    @unittest.skipUnless(SOAK, "more than half a minute")
    def test_without_a_word_for_good(self):
        size, users = self.size(), range(48)
        for user in users:
            self.user(f"a{user:02}", 10**6)
        self.restart()
        silent = [self.play(left, f"a{user:02}", f"127.0.0.{user + 2}")[0]
                  for user, left in zip(users, range(0, size, 14))]
        self.watcher = self.peer()
        self.assertEqual(self.watcher.get("there"), b"y" * 100)
        begun = time.monotonic()
        while any(self.usage(f"a{user:02}")["reserved"] for user in users):
            self.assertLess(time.monotonic(), begun + SILENCE + 5)
        gone = 0
        for played in silent:
            played.settimeout(0.1)
            gone += self.is_gone(played)
            played.close()
        print(f"{gone} of {len(silent)} connections have ended by themselves")
        self.served()

    @staticmethod
    def is_gone(played):
        try:
            while played.recv(4096):
                pass
        except TimeoutError:
            return False
        except ConnectionError:
            pass
        return True


if __name__ == "__main__":
    main()
