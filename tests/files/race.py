#!/usr/bin/env python3
"""Sixteen clients of lab 51 race for one user's quota: 12 uploads each, 100 with `soak`."""

import random
import threading

from peer import Refused
from running import SOAK, WithServer, main

QUOTA = 1_000_000
CLIENTS, PUTS = 16, 100 if SOAK else 12
AT_ONCE = threading.Semaphore(8)  # sessions that a user may have
EXPECTED = {"quota", "missing", "exists", "superseded", "busy", "not-empty", "outside"}


class Race(WithServer):
    plain = True

    def setUp(self):
        super().setUp()
        self.user("adam", QUOTA)
        self.restart()
        self.wrong, self.said = [], {}

    def enter(self):
        while True:
            try:
                return self.peer("adam")
            except (Refused, ConnectionError):
                continue  # one that has left is not gone yet

    def some_of(self, dice, puts):
        """Uploads in a session of their own, and between them what else changes the tally."""
        with AT_ONCE:
            peer = self.enter()
            for _ in range(puts):
                name, other = (f"{dice.randrange(10)}" for _ in range(2))
                self.tried(peer, lambda: peer.put(name, b"x" * dice.choice((0, 100_000, 100_000)), replace=True))
                for act in (lambda: peer.call("remove", path=other),
                            lambda: peer.call("rename", path=name, to=other),
                            lambda: peer.call("mkdir", path="folder"),
                            lambda: peer.call("remove", path="folder")):
                    if dice.random() < 0.3:
                        self.tried(peer, act)
            self.tried(peer, lambda: self.leave_a_part(peer, dice))
            peer.close()

    def leave_a_part(self, peer, dice):
        offer = peer.call("put", path=f"part{dice.randrange(4)}", size=100_000)
        peer.call("start", transfer=offer["transfer"], **{"from": offer["have"]})
        if offer["have"] == 0 and dice.random() < 0.5:
            peer.frame(b"d", offer["transfer"].to_bytes(4, "big") + b"x" * 10_000)

    def tried(self, peer, act):
        code = "ok"
        try:
            act()
        except Refused as refused:
            code = str(refused)
        self.said[code] = self.said.get(code, 0) + 1
        try:
            usage = peer.call("usage")
        except Refused:
            return  # word of a transfer that has been superseded
        if usage["used"] + usage["reserved"] > QUOTA:
            self.wrong.append(usage)

    def client(self, number):
        dice = random.Random(number)
        for _ in range(PUTS // 4):
            try:
                self.some_of(dice, 4)
            except Exception as error:  # a thread's is not seen otherwise
                self.wrong.append(repr(error))

    def test_the_quota_is_never_passed_and_used_is_what_is_there(self):
        clients = [threading.Thread(target=self.client, args=(number,)) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        self.assertEqual(self.wrong, [])
        self.assertLessEqual(set(self.said), EXPECTED | {"ok"})
        self.assertLessEqual({"ok", "quota", "missing"}, set(self.said))  # it was a race
        self.until_gone("adam")
        usage = self.usage("adam")
        self.assertEqual((usage["used"], usage["reserved"]), (self.walked("adam"), 0))
        self.restart()
        self.assertEqual(self.usage("adam"), usage)


if __name__ == "__main__":
    main()
