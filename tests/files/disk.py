#!/usr/bin/env python3
"""Lab 51 on a disk of 1 MiB, which holds its users and its log, too: what does not fit is refused with `disk`,
nothing of it stays, and the service lives."""

import os
import subprocess
import sys
from pathlib import Path

from running import PROGRAM, WithServer, main

KIB = 1 << 10
MOUNT = 'mount -t tmpfs -o size=1m,nr_inodes=64 none "$0" && cp "$0.users" "$0/users" && exec "$@" 2>"$0/log"'
FULL = ('cat /dev/zero >"$0/filler" 2>/dev/null; "$1" user eva --root "$0" <"$0.users" 2>"$0.said"; echo $? >"$0.code";'
        ' cmp "$0/users" "$0.users"')


def disks():
    return subprocess.run(["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"], check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


class Disk(WithServer):
    plain = True

    def serve(self):
        self.user("adam", 10**12)
        (self.root / "users").rename(self.at / "root.users")
        self.before = ["unshare", "-rm", "sh", "-c", MOUNT, self.root]
        super().serve()
        self.disk = Path(f"/proc/{self.server.pid}/root{self.root}")

    def free(self):
        status = os.statvfs(self.disk)
        return status.f_bavail * status.f_frsize

    def fill(self):
        with open(self.disk / "filler", "wb", buffering=0) as filler:
            with self.assertRaises(OSError):
                while filler.write(bytes(4096)) == 4096:
                    pass
        return self.disk / "filler"

    def fill_with_names(self):
        with self.assertRaises(OSError):
            for number in range(100):
                (self.disk / f"empty-{number}").touch()

    def nothing_is_left(self, peer, free):
        self.assertEqual(os.listdir(self.disk / "eva/parts"), [])
        self.assertEqual(peer.call("usage")["reserved"], 0)
        self.assertGreater(self.free(), free - 16 * KIB)  # but for the log

    def test_what_does_not_fit_is_refused_and_leaves_nothing(self):
        peer = self.peer()
        free = self.free()
        for size in (2 << 20, 4 << 30, 1 << 50):
            with self.subTest(size=size):
                self.refused("quota" if size > 10**12 else "disk", lambda: peer.put("big", b"", size=size))
                self.nothing_is_left(peer, free)
        for content in (b"", b"x" * 800 * KIB):
            peer.put("fits", content, replace=True)
            self.assertEqual(peer.get("fits"), content)
        self.refused("disk", lambda: peer.put("fits", b"y" * 400 * KIB, replace=True))
        self.assertEqual(peer.get("fits"), b"x" * 800 * KIB)
        self.nothing_is_left(peer, free - 800 * KIB)

    def test_an_upload_has_its_room_from_its_beginning(self):
        first, second = self.peer(), self.peer()
        offer = first.call("put", path="first", size=700 * KIB)
        first.call("start", transfer=offer["transfer"], **{"from": 0})
        self.refused("disk", lambda: second.put("second", b"y" * 700 * KIB))
        first.call("cancel", transfer=offer["transfer"])
        second.put("second", b"y" * 700 * KIB)

    def test_room_that_is_taken_meanwhile_ends_the_upload(self):
        """Some file systems cannot give room beforehand: so does this test."""
        peer = self.peer()
        offer = peer.call("put", path="file", size=300 * KIB)
        peer.call("start", transfer=offer["transfer"], **{"from": 0})
        part, = (self.disk / "eva/parts").iterdir()
        os.truncate(part, 0)
        filler = self.fill()
        peer.frame(b"d", offer["transfer"].to_bytes(4, "big") + b"x" * 250 * KIB)
        told = None
        while told is None:
            told = peer.read()
        self.assertEqual((told["error"]["code"], told["transfer"]), ("disk", offer["transfer"]))
        self.assertEqual(os.listdir(self.disk / "eva/parts"), [])
        filler.unlink()
        peer.put("file", b"x" * 300 * KIB)

    def test_a_full_disk_ends_nothing(self):
        peer = self.peer()
        peer.put("file", b"x" * 100)
        filler = self.fill()
        self.fill_with_names()
        self.assertEqual(peer.get("file"), b"x" * 100)
        self.refused("disk", lambda: self.peer("adam"))
        for act in (lambda: peer.call("mkdir", path="folder"), lambda: peer.put("other", b"x"),
                    lambda: peer.put("empty", b"")):
            self.refused("disk", act)
        peer.call("remove", path="file")
        for path in (filler, *self.disk.glob("empty-*")):
            path.unlink()
        peer.put("file", b"y" * 500 * KIB)
        self.peer("adam").close()
        self.assertEqual(self.peer().get("file"), b"y" * 500 * KIB)

    def test_users_stay_as_they_were(self):
        changed = subprocess.run([*map(str, self.before), "sh", "-c", FULL, self.root, PROGRAM],
                                 check=False, stdout=subprocess.PIPE, text=True)
        self.assertEqual((changed.returncode, changed.stdout), (0, ""))
        self.assertEqual((self.at / "root.code").read_text(), "1\n")
        self.assertIn("cannot be written", (self.at / "root.said").read_text())


if __name__ == "__main__":
    if not disks():
        sys.exit(77)
    main()
