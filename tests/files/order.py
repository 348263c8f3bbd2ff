#!/usr/bin/env python3
"""Each request and each frame in each state of a session of lab 51: what is out of place is `protocol`, and ends
the connection; nothing else does, and the next client is served."""

import json
import struct

from peer import Peer, Refused
from running import WithServer, main

TEN = "4d9f8b6d0ab0cf8ed3c6dc4dcabd0e2a"  # no digest of anything
ASKED = {"hello": {"version": 1}, "login": {"user": "eva", "password": "secret"}, "ping": {}, "cd": {"path": "/"},
         "pwd": {}, "list": {"path": "."}, "mkdir": {"path": "here"}, "remove": {"path": "here"},
         "rename": {"path": "there", "to": "there"}, "usage": {}, "put": {"path": "other", "size": 3},
         "get": {"path": "there", "ladder": []}, "start": {"from": 0}, "end": {"sha256": TEN}, "cancel": {},
         "nonsense": {}, "bye": {}}
OF_TRANSFER = ("start", "end", "cancel")
FRAMES = {"d": lambda transfer: struct.pack(">I", transfer) + b"x", "x": lambda transfer: b"x",
          "g": lambda transfer: struct.pack(">IQQ", transfer, 0, 1)}
IN = {do: "ok" for do in ASKED} | {"hello": "protocol", "login": "protocol", "nonsense": "protocol", "x": "protocol",
                                   "rename": "exists", "d": "ok", "g": "ok"}
# A state, and what each request says in it.
STATES = {
    "connected": dict.fromkeys([*ASKED, *FRAMES], "protocol") | {"hello": "ok"},
    "greeted": dict.fromkeys([*ASKED, *FRAMES], "protocol") | {"login": "ok"},
    "in": IN | {"start": "protocol", "end": "protocol", "d": "protocol", "g": "protocol"},
    "put offered": IN | {"end": "protocol", "d": "protocol"},
    "put started": IN | {"start": "offset", "end": "stalled"},
    "put ended": IN | {"start": "protocol", "end": "protocol"},
    "get offered": IN | {"start": "protocol", "end": "protocol"},
    "get sent": IN | {"start": "protocol", "end": "digest"},
    "get ended": IN | {"start": "protocol", "end": "protocol"},
    "bye": dict.fromkeys([*ASKED, *FRAMES], "gone"),
}


class Order(WithServer):
    plain = True

    def setUp(self):
        super().setUp()
        self.other = self.peer()
        self.other.put("there", b"1234")

    def in_state(self, state):
        """A peer in that state, and the number of its transfer; of one that is not there, if it has none."""
        peer = Peer(self.place)
        if state == "connected":
            return peer, 1
        peer.call("hello", version=1)
        if state == "greeted":
            return peer, 1
        peer.call("login", user="eva", password="secret")
        if state == "bye":
            peer.call("bye")
        return peer, self.transfer(peer, state) or 1

    def transfer(self, peer, state):
        if state.startswith("put"):
            transfer = peer.call("put", path="file", size=3)["transfer"]
            if state != "put offered":
                peer.call("start", transfer=transfer, **{"from": 0})
        elif state.startswith("get"):
            transfer = peer.call("get", path="there", ladder=[])["transfer"]
            if state != "get offered":
                peer.frame(b"g", struct.pack(">IQQ", transfer, 0, 4))
                while not peer.data:
                    peer.read()
        else:
            return None
        if state.endswith("ended"):
            try:
                peer.call("end", transfer=transfer, sha256="0" * 64)
            except Refused:
                pass
        return transfer

    def said(self, peer, what, transfer):
        try:
            if what in FRAMES:
                peer.frame(what.encode(), FRAMES[what](transfer))
                peer.call("ping")
            else:
                peer.call(what, **ASKED[what], **({"transfer": transfer} if what in OF_TRANSFER else {}))
        except Refused as refused:
            return str(refused)
        except ConnectionError:
            return "gone"
        return "ok"


    def in_each(self, states):
        for state in states:
            for what, code in STATES[state].items():
                with self.subTest(state=state, what=what):
                    if what == "remove":
                        (self.home() / "here").mkdir(exist_ok=True)
                    elif what == "mkdir" and (self.home() / "here").exists():
                        (self.home() / "here").rmdir()
                    peer, transfer = self.in_state(state)
                    self.assertEqual(self.said(peer, what, transfer), code)
                    if code in ("protocol", "gone") or what == "bye":
                        with self.assertRaises(ConnectionError):
                            peer.exactly(1)
                    peer.close()
                    self.other.call("ping")
        self.until_gone()

    def test_before_a_login(self):
        self.in_each(["connected", "greeted"])

    def test_in_a_session_and_after_it(self):
        self.in_each(["in", "bye"])

    def test_of_an_upload(self):
        self.in_each(["put offered", "put started", "put ended"])

    def test_of_a_download(self):
        self.in_each(["get offered", "get sent", "get ended"])

    def test_numbers_of_requests_rise(self):
        peer = self.peer()
        peer.last = 0
        self.refused("protocol", lambda: peer.call("ping"))


def framed(number, **fields):
    body = b"c" + json.dumps({"id": number, **fields}).encode()
    return struct.pack(">I", len(body)) + body


class Late(WithServer):
    def test_an_answer_that_comes_after_the_goodbye_ends_nothing(self):
        """The goodbye waits behind a download that nobody reads; the answer to the upload comes after it."""
        self.peer(tls=True).close()
        for size in range(64 << 10, 1 << 20, 64 << 10):
            (self.home() / "file").write_bytes(bytes(size))
            peer = self.peer(tls=True)
            offer = peer.call("get", path="file", ladder=[])
            peer.frame(b"g", struct.pack(">IQQ", offer["transfer"], 0, size))
            self.peer(tls=True).close()  # meanwhile the blocks are sent
            peer.socket.sendall(framed(100, do="put", path="other", size=5000) + framed(101, do="bye"))
            self.peer(tls=True).close()
            peer.close()
        self.assertIsNone(self.server.poll())


if __name__ == "__main__":
    main()
