#!/usr/bin/env python3
"""The network of lab 51 falls silent: no FIN, no RST. The server closes within 35 seconds and keeps the part; the
client finds out, too, and goes on when the network is back. In a network of its own; by hand."""

import os
import re
import subprocess
import sys
import time

from running import WithServer, main

MOST = 35  # seconds


def loopback(state):
    subprocess.run(["ip", "link", "set", "lo", state], check=True)


class HalfOpen(WithServer):
    def gone(self, count, begun):
        while self.log().count("has gone") < count:
            self.assertLess(time.monotonic(), begun + 2 * MOST, self.log())
        return time.monotonic() - begun

    def silent(self, words, size_of_part):
        idle = self.peer(tls=True)
        idle.call("ping")
        before = self.log().count("has gone")
        client = self.start(*words)
        while not 10**6 < size_of_part() < 150 * 10**6:
            self.assertIsNone(client.poll())
        loopback("down")
        begun = time.monotonic()
        times = [self.gone(before + count, begun) for count in (1, 2)]
        kept = size_of_part()
        loopback("up")
        out, error = client.communicate(timeout=100)
        print(f"{words[0]}: connections closed after {times[0]:.1f} and {times[1]:.1f} s; {kept} bytes kept")
        self.assertEqual(client.returncode, 0, out + error)
        self.assertLess(max(times), MOST)
        idle.close()

    def test_of_an_upload_and_of_a_download(self):
        content = os.urandom(200 * 10**6)
        (self.at / "source").write_bytes(content)
        self.client("ls")
        self.silent(("put", "source", "up"), lambda: sum(part.stat().st_size for part in self.parts()))
        self.assertEqual((self.home() / "up").read_bytes(), content)
        part = self.at / "down.part"
        self.silent(("get", "up", "down"), lambda: part.stat().st_size if part.exists() else 0)
        self.assertEqual((self.at / "down").read_bytes(), content)
        print(re.sub("(?m)^.*Z ", "", self.log()))


if __name__ == "__main__":
    if "inside" not in sys.argv:
        os.execvp("unshare", ["unshare", "-rn", sys.executable, *sys.argv, "inside"])
    sys.argv.remove("inside")
    loopback("up")
    main()
