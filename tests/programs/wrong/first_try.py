# A length, then a text: one recv for each.
import os
import socket

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
while header := conn.recv(4):
    length = int.from_bytes(header, "big")
    print("message:", conn.recv(length).decode(), flush=True)
