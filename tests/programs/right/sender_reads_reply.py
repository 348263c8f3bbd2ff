# Lab 03's client: a reply is two bytes, and recv is called until both are there.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_connection(address) as conn:
    for word in (b"alpha", b"bravo", b"delta", b"hotel", b"tango"):
        conn.sendall(len(word).to_bytes(4, "big") + word)
        reply = b""
        while len(reply) < 2:
            chunk = conn.recv(2 - len(reply))
            if not chunk:
                sys.exit("the peer closed before it had replied")
            reply += chunk
        if reply != b"ok":
            sys.exit("refused")
