# recv, as often as it takes.
import os
import socket
import sys


def read_exact(conn, size):
    data = b""
    while len(data) < size:
        chunk = conn.recv(size - len(data))
        if not chunk:
            break
        data += chunk
    return data


address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
while header := read_exact(conn, 4):
    if len(header) < 4:
        sys.exit("the peer closed inside a length")
    length = int.from_bytes(header, "big")
    body = read_exact(conn, length)
    if len(body) < length:
        sys.exit("the peer closed inside a message")
    print("message:", body.decode(), flush=True)
