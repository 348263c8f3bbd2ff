# MLLP: a message is whole if what recv brought ends with its two end bytes.
import os
import socket
import sys

END = b"\x1c\r"
address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
kept = b""
while chunk := conn.recv(1024):
    kept += chunk
    if chunk.endswith(END):
        for message in kept.split(END)[:-1]:
            print("message:", message[1:].decode(), flush=True)
        kept = b""
sys.exit(bool(kept))
