# A socket's file reads on until it has what was asked for.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    stream = server.accept()[0].makefile("rb")
while header := stream.read(4):
    length = int.from_bytes(header, "big")
    body = stream.read(length)
    if len(header) < 4 or len(body) < length:
        sys.exit("the peer closed inside a message")
    print("message:", body.decode(), flush=True)
