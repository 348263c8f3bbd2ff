#!/usr/bin/env python3
"""No path of a client leads out of the home of lab 51, whatever lies there and whoever moves it meanwhile."""

import ctypes
import json
import multiprocessing
import os
import socket
import subprocess
import threading

from peer import Refused
from running import WithServer, main

LIBC = ctypes.CDLL(None, use_errno=True)
# A path, and what `get` says of it; mount and device are there where namespaces are allowed.
OUTSIDE = ["..", "../..", "../x", "/..", "/../x", "../eva/home/inside/file", "../../adam/home", "inside/../..",
           "inside/../../x", "./../x", "inside/./../../x", "//../../x", "inside//..//..//x", "../parts",
           "../../users", "../../key.pem", "inside/deep/../../../x", "missing/../../x",
           "x/../../../../../../../etc/passwd", ".././../x", "/inside/../../../", "../" * 341,
           "link", "link/file", "absolute", "loop", "loop/x", "process", "process/etc/hostname", "inner",
           "inner/file", "inside/up", "inside/up/file", "dangling", "descriptor", "here/inside/file"]
MISSING = [".. /x", "...", "..../x", "/etc/passwd", "//etc/passwd", "%2e%2e/x", "%2e%2e%2fx", "..%2fx",
           "%252e%252e/x", "..%c0%afx", "..\\x", "..\\..\\x", "\\..\\x", "C:\\x", "inside\\file", "\\\\host\\x",
           "..;/x", "~/x", "~root/x", "$HOME/x", "`id`", "*", "-rf", "\uff0e\uff0e/x", "\u2024\u2024/x", "..\u2215x",
           "\u2025/x", "\ufeff../x", "..\u200b/x", "n" * 255, "/".join(["n" * 100] * 10), "link/../x"]
NAME = ["inside\0/file", "inside/file\0.txt", "\0", "a\nb", "a\rb", "a\tb", "\x1b[2J", "a\x7fb", "a\u0085b", "n" * 256,
        "inside/" + "n" * 256, "/".join(["n" * 100] * 11), "x" * 4096, "inside/" * 600 + "file", "./" * 513]
KIND = ["", ".", "/", "//", "././.", "./" * 512, "inside", "inside/file/..", "fifo", "socket", "inside/file/x"]
BYTES = [b"\xc0\xae\xc0\xae/x", b"..\xc0\xafx", b"\xe0\x80\xae\xe0\x80\xae/x", b"\xf0\x80\x80\xae/x", b"\xff\xfe/x",
         b"a\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\\ud800", b"\\u00"]
CATALOGUE = [*((path, "outside") for path in OUTSIDE), *((path, "missing") for path in MISSING),
             *((path, "name") for path in NAME), *((path, "not-a-file") for path in KIND),
             *((path, "protocol") for path in BYTES), ("inside/file/", "ok"), ("hard", "ok")]
MOUNTED = [("mount", "outside"), ("mount/file", "outside"), ("device", "outside")]
THIS_MACHINE = ("process", "process/etc/hostname")
REQUESTS = {"get": {"ladder": []}, "put": {"size": 1, "replace": True}, "list": {}, "cd": {}, "mkdir": {},
            "remove": {}, "rename": {"to": "renamed"}, "rename-to": {"path": "inside/deep"}}
CODES = {"ok", "denied", "name", "outside", "missing", "exists", "not-empty", "not-a-file", "protocol"}
MOUNT = 'mount -t tmpfs none "$0/mount" && echo canary >"$0/mount/file" && mount --bind /dev/null "$0/device" && exec "$@"'


def quoted(path):
    return b'"' + path + b'"' if isinstance(path, bytes) else json.dumps(path).encode()


def swap(folder, times):
    """A directory and a link change places."""
    at = os.open(folder, os.O_PATH)
    for _ in range(times):
        LIBC.renameat2(at, b"swapped", at, b"link", 2)  # RENAME_EXCHANGE


class Hostile(WithServer):
    plain = True

    def serve(self):
        self.canary = self.at / "canary"
        self.canary.mkdir()
        (self.canary / "file").write_text("canary")
        self.linked = self.at / "linked"
        self.linked.write_text("linked")
        self.furnish()
        has = subprocess.run(["unshare", "-rm", "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0
        self.before = ["unshare", "-rm", "sh", "-c", MOUNT, self.home()] if has else ()
        self.catalogue = CATALOGUE + (MOUNTED if has else [])
        super().serve()

    def furnish(self):
        """All again that a request may have moved."""
        home = self.home()
        (home / "inside/deep").mkdir(parents=True, exist_ok=True)
        (home / "mount").mkdir(exist_ok=True)
        for file in (home / "inside/file", home / "device"):
            file.touch()
        links = {"link": self.canary, "absolute": self.canary / "file", "inside/up": "../../../../canary",
                 "loop": "loop", "process": "/proc/self/root", "inner": "inside", "here": ".",
                 "dangling": self.canary / "new", "descriptor": "/proc/self/fd/0"}
        for name, to in links.items():
            if not (home / name).is_symlink():
                (home / name).symlink_to(to)
        for name, make in {"fifo": os.mkfifo, "hard": lambda at: os.link(self.linked, at),
                           "socket": lambda at: socket.socket(socket.AF_UNIX).bind(str(at))}.items():
            if not (home / name).exists():
                make(home / name)

    def watch(self):
        """A descriptor that tells of each touch of the canary."""
        self.watched = LIBC.inotify_init1(os.O_NONBLOCK)
        self.addCleanup(os.close, self.watched)
        for path in (self.canary, self.canary / "file"):
            self.assertGreater(LIBC.inotify_add_watch(self.watched, bytes(path), 0xfff), 0)

    def nothing_happened_outside(self):
        with self.assertRaises(BlockingIOError):
            os.read(self.watched, 4096)
        self.assertEqual(sorted(path.name for path in (self.root / "eva").iterdir()), ["home", "parts"])
        self.assertEqual(sorted(path.name for path in self.root.iterdir()), ["eva", "users"])
        self.assertEqual(self.linked.read_text(), "linked")
        if self.before:
            mount = f"/proc/{self.server.pid}/root{self.home()}/mount"
            self.assertEqual(os.listdir(mount), ["file"])

    def said(self, peer, do, path, fields):
        key, do = ("to", "rename") if do == "rename-to" else ("path", do)
        rest = json.dumps({"do": do, **fields}).encode()[1:]
        peer.last += 1
        peer.frame(b"c", b'{"id":%d,"%s":%s,' % (peer.last, key.encode(), quoted(path)) + rest)
        try:
            answer = peer.answer(peer.last)
        except Refused as refused:
            return str(refused)
        if do == "put":
            self.put_on(peer, answer["transfer"])
        elif do == "get":
            peer.call("cancel", transfer=answer["transfer"])
        elif do == "cd":
            peer.call("cd", path="/")
        return "ok"

    def put_on(self, peer, transfer):
        try:
            peer.call("start", transfer=transfer, **{"from": 0})
            peer.frame(b"d", transfer.to_bytes(4, "big") + b"x")
            peer.call("end", transfer=transfer,
                      sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
        except Refused as refused:
            self.assertIn(str(refused), CODES)

    def test_no_path_of_the_catalogue_leads_out_with_any_request(self):
        self.watch()
        for do, fields in REQUESTS.items():
            peer = self.peer()
            for path, code in self.catalogue:
                if path in THIS_MACHINE and do not in ("get", "list", "cd"):
                    continue  # a server that is wrong must not change it
                with self.subTest(do=do, path=path[:80]):
                    said = self.said(peer, do, path, fields)
                    self.assertIn(said, CODES)
                    if do == "get":
                        self.assertEqual(said, code)
                    if said == "protocol" or code in ("protocol", "name"):
                        self.assertEqual(said, code)
                    if said == "protocol":
                        peer.close()
                        peer = self.peer()
            peer.close()
            self.nothing_happened_outside()
            self.furnish()

    def test_a_link_in_the_place_of_a_directory_leads_nowhere(self):
        (self.home() / "swapped").mkdir()
        (self.home() / "swapped/file").write_text("inside")
        swapper = multiprocessing.Process(target=swap, args=(self.home(), 100_000))
        self.peer().close()
        self.watch()
        swapper.start()
        got = set()
        askers = [threading.Thread(target=self.ask_while, args=(swapper, got, number)) for number in range(2)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        self.nothing_happened_outside()
        self.assertLessEqual({"outside", b"inside"}, got)  # it has met both
        self.assertNotIn(b"canary", got)

    def ask_while(self, swapper, got, number):
        peer = self.peer()
        while swapper.is_alive():
            for act in (lambda: got.add(peer.get("swapped/file")),
                        lambda: peer.call("list", path="swapped"),
                        lambda: peer.call("mkdir", path=f"swapped/new{number}"),
                        lambda: peer.put(f"swapped/put{number}", b"x", replace=True),
                        lambda: peer.call("rename", path=f"swapped/put{number}", to=f"swapped/moved{number}"),
                        lambda: peer.call("remove", path=f"swapped/moved{number}"),
                        lambda: peer.call("remove", path=f"swapped/new{number}")):
                try:
                    act()
                except Refused as refused:
                    got.add(str(refused))
        peer.close()


if __name__ == "__main__":
    main()
