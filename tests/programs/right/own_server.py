# Answers each line as soon as its end has come.
import os
import socket

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    while True:
        conn = server.accept()[0]
        for line in conn.makefile("rb"):
            conn.sendall(b"got " + line)
        conn.close()
