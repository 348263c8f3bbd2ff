"""A client of lab 52, written from docs/chat-protocol.md alone."""

import random
import socket
import struct
import time

HEADER = struct.Struct("!2sBBIQ")
HELLO, COOKIE, STALE, JOIN, LEAVE, SAY, DELIVER, OUTCOME, ACK, REFUSED = 1, 2, 3, 12, 13, 14, 15, 16, 17, 18
TRIES, WAIT_S = 5, 0.5


class Client:
    def __init__(self, host, port):
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect((host, port))
        self.cookie = 0
        self.number = random.getrandbits(32)
        self.heard, self.outcomes, self.seen = [], {}, set()
        self.request(HELLO, bytes(48))

    def request(self, kind, body=b""):
        """The answer: (kind, body)."""
        self.number = (self.number + 1) % 2**32
        if kind == JOIN:
            self.last = self.number
        for _ in range(TRIES):
            self.socket.send(HEADER.pack(b"SL", 1, kind, self.number, self.cookie) + body)
            until = time.monotonic() + WAIT_S
            while answer := self.receive(until):
                if answer[1] == self.number and answer[0] not in (DELIVER, OUTCOME):
                    return answer[0], answer[2]
        raise TimeoutError("not delivered, as far as is known")

    def receive(self, until):
        """(kind, number, body) of the next datagram, or nothing at that time."""
        self.socket.settimeout(max(0.001, until - time.monotonic()))
        try:
            datagram = self.socket.recv(2000)
        except TimeoutError:
            return None
        _, _, kind, number, cookie = HEADER.unpack_from(datagram)
        if kind == COOKIE and number == self.number:
            self.cookie = cookie
        body = datagram[HEADER.size:]
        if kind in (DELIVER, OUTCOME) and cookie == self.cookie:
            self.take(kind, number, body)
        return kind, number, body

    def take(self, kind, number, body):
        if number not in self.seen:
            if not 0 < (number - self.last) % 2**32 < 64:
                return
            self.seen.add(number)
            self.last = number
            if kind == DELIVER:
                self.heard.append((body[1:1 + body[0]].decode(), body[1 + body[0]:].decode()))
            else:
                self.outcomes[int.from_bytes(body[:4], "big")] = body[4]
        self.socket.send(HEADER.pack(b"SL", 1, ACK, number, self.cookie))
