# It waits for the socket while a line waits in its own buffer.
import os
import select
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
lines = conn.makefile("rb")
while select.select([conn], [], []) and (line := lines.readline()):
    if not line.endswith(b"\n"):
        sys.exit("the peer closed inside a line")
    print("message:", line[:-1].decode(), flush=True)
