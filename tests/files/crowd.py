#!/usr/bin/env python3
"""Many clients of lab 51 at a time, over TLS: 500 that work and 1,000 that idle, and how much memory they take. By
hand."""

import sys
import threading
import time

from peer import Refused
from running import WithServer, main

OF_USER, OF_ADDRESS, STRANGERS = 8, 8, 64
WORKING, IDLE = 500, 1000
MIB = 1 << 20


class Crowd(WithServer):
    before = ("sh", "-c", 'ulimit -Sn 1024 && exec "$@"', "sh")  # as usual

    def users(self, count):
        """So many users with eva's password."""
        line = (self.root / "users").read_text().split(" ", 1)[1]
        with open(self.root / "users", "a", encoding="utf-8") as users:
            for number in range(count):
                users.write(f"user{number} {line}")
        self.restart()

    def memory(self, what="VmRSS"):
        """In KiB."""
        with open(f"/proc/{self.server.pid}/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(what))

    def enter(self, number):
        source = f"127.0.{1 + number % 16}.{1 + number // 16 % 16}"
        while True:
            try:
                return self.peer(f"user{number // OF_USER}", source=source, tls=True)
            except (OSError, Refused) as error:
                self.turned_away.append(error)

    def together(self, count, act):
        threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def test_those_that_work(self):
        self.users(-(-WORKING // OF_USER))
        self.turned_away, done = [], []
        logging_in, all_in = threading.Semaphore(STRANGERS - 8), threading.Barrier(WORKING)
        begun = time.monotonic()

        def work(number):
            with logging_in:
                peer = self.enter(number)
            all_in.wait()
            self.logged_in = time.monotonic() - begun
            content = number.to_bytes(4, "big") * 25_600
            peer.call("list", path=".")
            peer.put(f"file{number}", content)
            if peer.get(f"file{number}") == content:
                done.append(number)
            peer.close()

        self.together(WORKING, work)
        took = time.monotonic() - begun
        print(f"{len(done)} clients in {took:.1f} s, all logged in after {self.logged_in:.1f} s, "
              f"{len(self.turned_away)} turned away and back; at most {self.memory('VmHWM') / 1024:.1f} MiB")
        self.assertEqual(len(done), WORKING)
        self.assertLess(took, 60)
        self.assertLess(self.memory("VmHWM"), 128 * 1024)

    def test_those_that_idle(self):
        self.users(-(-IDLE // OF_USER))
        self.turned_away, peers = [], [None] * IDLE
        before = self.memory()
        logging_in = threading.Semaphore(STRANGERS - 8)

        def idle(number):
            with logging_in:
                peers[number] = self.enter(number)

        self.together(IDLE, idle)
        for peer in peers[::7]:
            peer.call("ping")
        print(f"{IDLE} sessions: {before / 1024:.1f} MiB before, {self.memory() / 1024:.1f} MiB now, "
              f"{(self.memory() - before) / IDLE:.1f} KiB each; at most {self.memory('VmHWM') / 1024:.1f} MiB")
        self.assertLess(self.memory(), 32 * 1024)
        for peer in peers:
            peer.close()


if __name__ == "__main__":
    main()
