#!/usr/bin/env python3
"""Transfers of lab 51 that go on after a part was torn, or after their source has changed: from a lower rung, or
`changed`; never a file that is made of two."""

import hashlib
import os
import random

from relay import Relay
from running import WithServer, main

MIB = 1 << 20
SIZE, HAVE = 24 * MIB + 1000, 20 * MIB + 77  # rungs lie at 16 MiB and where the part ends
SLACK = 256 << 10  # bytes of TLS, of ladders and of other words


def torn(part, dice):
    """The last 1 to 64 KiB become zeros, or other bytes."""
    size = dice.randrange(1 << 10, 64 << 10)
    tail = bytes(size) if dice.random() < 0.5 else os.urandom(size)
    return part[:-size] + tail


def rewritten(at):
    return lambda content: content[:at] + b"changed" + content[at + 7:]


class Resumed(WithServer):
    def setUp(self):
        super().setUp()
        self.seed = random.randrange(1 << 32)
        self.dice = random.Random(self.seed)
        self.content = random.Random(1).randbytes(SIZE)
        self.client("ls")  # the home is there
        self.source, self.down = self.at / "source", self.at / "down"
        self.source.write_bytes(self.content)

    def through_relay(self, *words, code=0):
        """The client's own words, and the relay that they went through."""
        relay = Relay(self.place)
        self.addCleanup(relay.close)
        return self.client(*words, code=code, place=relay.place), relay

    def upload_part(self, part):
        """Leaves a part as a client does that was killed."""
        name = hashlib.sha256(b"/up").hexdigest()[:32]
        (self.root / "eva/parts" / f"{name}.{SIZE}").write_bytes(part)
        self.restart()

    def test_a_torn_part_goes_on_from_a_lower_rung(self):
        for _ in range(3):
            with self.subTest(seed=self.seed):
                self.upload_part(torn(self.content[:HAVE], self.dice))
                _, relay = self.through_relay("put", "source", "up", "--replace")
                self.assertEqual((self.home() / "up").read_bytes(), self.content)
                self.assertTrue(SIZE - HAVE < relay.up < SIZE - 16 * MIB + SLACK, relay.up)
                (self.at / "down.part").write_bytes(torn(self.content[:HAVE], self.dice))
                _, relay = self.through_relay("get", "up", "down", "--replace")
                self.assertEqual(self.down.read_bytes(), self.content)
                self.assertTrue(SIZE - HAVE < relay.down < SIZE - 16 * MIB + SLACK, relay.down)

    def test_a_part_that_is_whole_goes_on_from_its_end(self):
        self.upload_part(self.content[:HAVE])
        _, relay = self.through_relay("put", "source", "up")
        self.assertLess(relay.up, SIZE - HAVE + SLACK)
        (self.at / "down.part").write_bytes(self.content[:HAVE])
        _, relay = self.through_relay("get", "up", "down")
        self.assertLess(relay.down, SIZE - HAVE + SLACK)
        self.assertEqual(self.down.read_bytes(), self.content)

    def test_a_source_that_has_changed_between_is_sent_from_where_it_has(self):
        changes = [(rewritten(0), 0), (rewritten(17 * MIB), 16 * MIB), (rewritten(23 * MIB), HAVE),
                   (lambda content: content + b"appended", HAVE), (lambda content: content[:10 * MIB], 0)]
        for change, kept in changes:
            with self.subTest(kept=kept):
                content = change(self.content)
                self.source.write_bytes(content)
                self.upload_part(self.content[:HAVE])
                self.through_relay("put", "source", "up", "--replace")
                self.assertEqual((self.home() / "up").read_bytes(), content)
                (self.at / "down.part").write_bytes(self.content[:HAVE])
                _, relay = self.through_relay("get", "up", "down", "--replace")
                self.assertEqual(self.down.read_bytes(), content)
                self.assertLess(relay.down, len(content) - kept + SLACK)

    def changes_meanwhile(self, changed, words):
        """Each change of that file while it is sent; gives what the client said, and its code."""
        for change in (lambda: os.truncate(changed, 5 * MIB),
                       lambda: changed.write_bytes(rewritten(20 * MIB)(self.content)),
                       lambda: changed.write_bytes(self.content + b"appended")):
            changed.write_bytes(self.content)
            relay = Relay(self.place)
            self.addCleanup(relay.close)
            relay.hold_after(2 * MIB)
            client = self.start(*words, place=relay.place)
            self.assertTrue(relay.is_held.wait(10))
            change()
            relay.go_on()
            out, error = client.communicate(timeout=30)
            yield client.returncode, out + error

    def test_a_source_that_changes_while_it_is_sent_is_said_to(self):
        up = self.home() / "up"
        for code, said in self.changes_meanwhile(self.source, ("put", "source", "up")):
            self.assertEqual((code, up.exists()), (1, False), said)
            self.assertRegex(said, "changed|shorter")
        for code, said in self.changes_meanwhile(self.home() / "file", ("get", "file", "down")):
            self.assertEqual((code, self.down.exists()), (1, False), said)
            self.assertRegex(said, "changed|shorter")


if __name__ == "__main__":
    main()
