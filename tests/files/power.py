#!/usr/bin/env python3
"""The power fails at lab 51: what was written since the last flush is lost, and a name may be the old or the new one
until its folder is flushed. STICKYLAB_FILE_ORDER is the library that tells in which order the server does it."""

import os

from running import WithServer, main

LIBRARY = os.environ["STICKYLAB_FILE_ORDER"]


class Power(WithServer):
    plain = True

    def serve(self):
        self.before = ["env", f"LD_PRELOAD={LIBRARY}", f"STICKYLAB_ORDER={self.at / 'order'}"]
        super().serve()

    def events(self):
        return [line.split() for line in (self.at / "order").read_text().splitlines()]

    def put(self, content):
        """The server's doings for that upload, up to its last word, and the inode of the file."""
        peer = self.peer()
        before = len(self.events())
        peer.put("file", content, replace=True)
        events = self.events()[before:]
        peer.close()
        return events, str((self.home() / "file").stat().st_ino)

    def test_the_file_is_the_old_one_or_the_new_one_whenever_the_power_fails(self):
        self.put(b"old")
        for content in (b"", b"new", os.urandom(3_000_000)):
            events, inode = self.put(content)
            home = str(self.home().stat().st_ino)
            self.assertEqual(events.count(["rename", inode]), 1)
            renamed = events.index(["rename", inode])
            self.assertEqual(events[renamed + 1], ["into", home])
            written = max((at for at, event in enumerate(events) if event == ["write", inode]), default=-1)
            flushed = [at for at, event in enumerate(events) if event == ["flush", inode]]
            self.assertTrue(any(written < at < renamed for at in flushed), events)  # new, and whole
            named = events.index(["flush", home], renamed)
            self.assertNotIn("say", [what for what, _ in events[renamed:named]])  # nobody was told yet
            self.assertEqual(events[named + 1][0], "say")


if __name__ == "__main__":
    main()
