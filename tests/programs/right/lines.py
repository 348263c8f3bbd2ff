# Lines: what has no end yet waits for it.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
left = b""
while chunk := conn.recv(1024):
    *lines, left = (left + chunk).split(b"\r\n")
    for line in lines:
        print("message:", line.decode(), flush=True)
if left:
    sys.exit("the peer closed inside a line")
