#!/usr/bin/env python3
"""Ten clients of lab 51 that read a byte a second and ten that write one, beside a fast one: it keeps its rate, and
they are gone after half a minute. By hand, two minutes."""

import os
import re
import statistics
import threading
import time
from datetime import datetime

from running import WithServer, main

SLOW, OF_USER = 10, 5  # of each kind
SIZE = 100 * 10**6
KEEPS, GONE_IN = 0.8, 45  # of its rate; seconds: 30, and until a byte finds no room


class Slow(WithServer):
    def rate(self, rounds):
        """Median of a download by the program itself, in bytes a second."""
        rates = []
        for _ in range(rounds):
            begun = time.monotonic()
            self.client("get", "file", "down", "--replace")
            rates.append(SIZE / (time.monotonic() - begun))
        return statistics.median(rates)

    def reader(self, number):
        """Wants all of a file, and takes a byte a second."""
        peer = self.peer(f"slow{number // OF_USER}", source=f"127.0.0.{number + 2}", tls=True)
        offer = peer.call("get", path="file", ladder=[])
        peer.frame(b"g", offer["transfer"].to_bytes(4, "big") + bytes(8) + offer["size"].to_bytes(8, "big"))
        self.drip(lambda: peer.socket.recv(1))

    def writer(self, number):
        """Writes the frames of an upload, a byte a second."""
        peer = self.peer(f"slow{number // OF_USER}", source=f"127.0.0.{number + 2}", tls=True)
        transfer = peer.call("put", path=f"up{number}", size=10**6)["transfer"]
        peer.call("start", transfer=transfer, **{"from": 0})
        rest = iter((1 << 16).to_bytes(4, "big") + b"d" + transfer.to_bytes(4, "big") + bytes(1 << 16))
        peer.socket.settimeout(1)
        self.drip(lambda: self.write_one(peer, next(rest)))

    @staticmethod
    def write_one(peer, byte):
        """False: the server has closed."""
        peer.socket.send(bytes([byte]))
        try:
            while data := peer.socket.recv(4096):
                del data
            return False
        except TimeoutError:
            return True

    def drip(self, act):
        pause = threading.Event()
        try:
            while act() and not self.is_over.is_set():
                pause.wait(1)
        except OSError:
            pass

    def times(self, what):
        """When each slow one did that, by the log."""
        return {who: datetime.fromisoformat(at[:-1]).timestamp() for at, who in
                re.findall(rf"(?m)^(\S+) (slow\S+) {what}", self.log())}

    def test_a_fast_one_beside_twenty_slow_ones(self):
        for number in range(2 * SLOW // OF_USER):
            self.user(f"slow{number}", 10**9)
        self.restart()
        self.client("ls")
        (self.home() / "file").write_bytes(os.urandom(SIZE))
        for number in range(SLOW // OF_USER):
            home = self.home(f"slow{number}")
            home.mkdir(parents=True)
            (home / "file").write_bytes(bytes(SIZE))
        alone = self.rate(5)
        self.is_over = threading.Event()
        threads = [threading.Thread(target=self.reader if number < SLOW else self.writer, args=(number,), daemon=True)
                   for number in range(2 * SLOW)]
        for thread in threads:
            thread.start()
        beside = self.rate(5)
        self.assertEqual(self.log().count("slow"), 2 * SLOW)  # they are there, and none has gone
        threading.Timer(2 * GONE_IN, self.is_over.set).start()
        for thread in threads:
            thread.join()
        gone = self.log().count("takes nothing") + self.log().count("took too long") + self.log().count("timed out")
        again = self.rate(5)
        lasted = max(self.times("has gone")[who] - at for who, at in self.times("logs in").items())
        print(f"alone {alone / 1e6:.0f} MB/s, beside the slow {beside / 1e6:.0f}, afterwards {again / 1e6:.0f}; "
              f"{gone} were ended, after at most {lasted:.0f} s")
        self.assertLess(lasted, GONE_IN)
        self.assertGreater(beside, KEEPS * min(alone, again))
        self.assertEqual(gone, 2 * SLOW)


if __name__ == "__main__":
    main()
