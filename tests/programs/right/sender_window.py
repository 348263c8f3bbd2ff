# Lab 03's client, never blocked: at most two requests are on their way without a reply.
import os
import selectors
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
words = [b"alpha", b"bravo", b"delta", b"hotel", b"tango"]
with socket.create_connection(address) as conn, selectors.DefaultSelector() as selector:
    conn.setblocking(False)
    selector.register(conn, selectors.EVENT_READ)
    awaited, replies = 0, b""
    while words or awaited:
        while words and awaited < 2:
            conn.send(len(words[0]).to_bytes(4, "big") + words.pop(0))
            awaited += 1
        selector.select()
        replies += conn.recv(1024) or sys.exit("the peer closed before it had replied")
        while len(replies) >= 2:
            if replies[:2] != b"ok":
                sys.exit("refused")
            replies, awaited = replies[2:], awaited - 1
