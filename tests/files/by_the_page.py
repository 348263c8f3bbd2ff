"""A client of lab 51, written from docs/service-protocol.md alone."""

import hashlib
import json
import socket
import ssl
import struct

BLOCK = 262_144


class Client:
    def __init__(self, host, port, fingerprint, user, password):
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # the fingerprint says who it is
        context.set_alpn_protocols(["stickylab/1"])
        self.socket = context.wrap_socket(socket.create_connection((host, port), timeout=30))
        if fingerprint != "SHA256:" + hashlib.sha256(self.socket.getpeercert(True)).hexdigest():
            raise ValueError("another server")
        self.file, self.id, self.limit, self.data = self.socket.makefile("rb"), 0, 0, b""
        self.call("hello", version=1)
        self.call("login", user=user, password=password)

    def send(self, kind, rest):
        self.socket.sendall(struct.pack("!I", 1 + len(rest)) + kind + rest)

    def receive(self):
        """The object of a `c` frame; of others what they say is kept."""
        length, kind = struct.unpack("!Is", self.file.read(5))
        rest = self.file.read(length - 1)
        if kind == b"g":
            self.limit = struct.unpack("!IQQ", rest)[2]
        if kind == b"d":
            self.data += rest[4:]
        return json.loads(rest) if kind == b"c" else {}

    def call(self, do, **fields):
        self.id += 1
        self.send(b"c", json.dumps({"id": self.id, "do": do, **fields}).encode())
        while (answer := self.receive()).get("id") != self.id:
            if "error" in answer:
                break
        if "error" in answer:
            raise RuntimeError(answer["error"]["code"])
        return answer["ok"]

    def put(self, path, content, stop=None):
        """Goes on where an upload was cut; gives how much of it was there. Up to `stop`, if it is cut again."""
        offer = self.call("put", path=path, size=len(content), replace=False)
        rungs = [at for at, digest in offer["ladder"] if hashlib.sha256(content[:at]).hexdigest() == digest]
        at = start = max(rungs, default=0)
        self.limit = 0
        self.call("start", transfer=offer["transfer"], **{"from": at})
        while at < (stop or len(content)):
            while self.limit <= at:
                self.receive()
            piece = content[at:min(self.limit, at + BLOCK)]
            self.send(b"d", struct.pack("!I", offer["transfer"]) + piece)
            at += len(piece)
        if stop is None:
            self.call("end", transfer=offer["transfer"], sha256=hashlib.sha256(content).hexdigest())
        return start

    def get(self, path):
        self.data = b""
        offer = self.call("get", path=path, ladder=[])
        self.send(b"g", struct.pack("!IQQ", offer["transfer"], 0, offer["size"]))
        while len(self.data) < offer["size"]:
            self.receive()
        self.call("end", transfer=offer["transfer"], sha256=hashlib.sha256(self.data).hexdigest())
        return self.data
