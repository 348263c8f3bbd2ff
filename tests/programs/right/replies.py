# Lab 03's server: a word whole, then its reply.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
with conn, conn.makefile("rb") as requests:
    while header := requests.read(4):
        length = int.from_bytes(header, "big")
        word = requests.read(length)
        if len(header) < 4 or len(word) < length:
            sys.exit("the peer closed inside a request")
        print("message:", word.decode(), flush=True)
        conn.sendall(b"ok")
