#!/usr/bin/env python3
"""Somebody guesses passwords of lab 51 from one address, 1,000 times over 8 connections at a time, while an honest
user logs in from another; and how long a known and an unknown user take. By hand, a minute."""

import statistics
import threading
import time

from running import WithServer, main

GUESSES, FOR, MOST_TRIES = 1000, 60, 20  # seconds, and tries a minute
ADDRESS, OTHER = "127.0.0.2", "127.0.0.3"


class Guesses(WithServer):
    def guess(self, user="eva", source=ADDRESS):
        """One guess in a connection of its own; gives whether it was tried, and the seconds of its answer."""
        try:
            peer = self.peer(source=source, tls=True)
            peer.call("hello", version=1)
        except OSError:
            return False, 0
        begun = time.monotonic()
        try:
            peer.frame(b"c", b'{"id":9,"do":"login","user":"%s","password":"wrong"}' % user.encode())
            reply = peer.read()
            peer.close()
        except OSError:
            return False, 0
        return "retry_after" not in reply["error"], time.monotonic() - begun

    def peer(self, user=None, **options):
        return super().peer(user, **options)

    def test_guesses_are_slow_and_an_honest_login_is_not(self):
        begun, tried, asked, honest = time.monotonic(), [], [], []

        def guesser():
            while time.monotonic() < begun + FOR or len(asked) < GUESSES:
                asked.append(1)
                if self.guess()[0]:
                    tried.append(1)

        guessers = [threading.Thread(target=guesser) for _ in range(8)]
        for each in guessers:
            each.start()
        while any(each.is_alive() for each in guessers):
            before = time.monotonic()
            self.peer("eva", source=OTHER, tls=True).close()
            honest.append(time.monotonic() - before)
        took = time.monotonic() - begun
        print(f"{len(asked)} guesses in {took:.0f} s, {len(tried)} were tried; {len(honest)} honest logins, "
              f"median {statistics.median(honest) * 1000:.0f} ms, at most {max(honest) * 1000:.0f} ms")
        self.assertLessEqual(len(tried), MOST_TRIES * took / 60)
        self.assertLess(max(honest), 1)

    def test_an_unknown_user_takes_as_long_as_a_known_one(self):
        times = {"eva": [], "nobody": []}
        for number in range(600):
            source = f"127.1.{number // 3 % 250}.{number // 750 + 1}"  # three guesses an address are free
            user = ("eva", "nobody")[number % 2]
            was_tried, took = self.guess(user, source)
            self.assertTrue(was_tried)
            times[user].append(took)
        known, unknown = (statistics.median(times[user]) for user in ("eva", "nobody"))
        print(f"known user {known * 1000:.2f} ms, unknown {unknown * 1000:.2f} ms, medians of {len(times['eva'])}")
        self.assertLess(abs(known - unknown), 0.05 * known)


if __name__ == "__main__":
    main()
