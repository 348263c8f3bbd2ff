# Each message ends with \r\n.
import os
import socket

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_connection(address) as conn:
    for line in ("hello", "world"):
        conn.sendall(line.encode() + b"\r\n")
