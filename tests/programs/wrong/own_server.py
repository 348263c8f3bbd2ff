# Takes what one recv brings for a line.
import os
import socket

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    while True:
        conn = server.accept()[0]
        while line := conn.recv(1024):
            conn.sendall(b"got " + line.strip() + b"\n")
        conn.close()
