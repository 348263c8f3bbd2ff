# Lab 03's client on a buffered file: read(2) is two bytes, or the end.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_connection(address) as conn, conn.makefile("rb") as replies:
    for word in (b"alpha", b"bravo", b"delta", b"hotel", b"tango"):
        conn.sendall(len(word).to_bytes(4, "big"))
        conn.sendall(word)
        if replies.read(2) != b"ok":
            sys.exit("refused")
