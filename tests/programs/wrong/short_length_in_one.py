# A length of two bytes, taken from one recv.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
kept = b""
while chunk := conn.recv(1024):
    kept += chunk
    while kept and len(kept) >= 2 + (size := int.from_bytes(kept[:2], "big")):
        print("message:", kept[2:2 + size].decode(), flush=True)
        kept = kept[2 + size:]
    if len(kept) == 1:
        sys.exit("a length is missing")
sys.exit(bool(kept))
