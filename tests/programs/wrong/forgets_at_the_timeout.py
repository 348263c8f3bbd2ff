# When the time is up it begins the line anew, and what had come of it is gone.
import os
import socket
import sys

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_server(address) as server:
    conn = server.accept()[0]
conn.settimeout(0.2)


def read_line():
    line = b""
    while not line.endswith(b"\n"):
        if not (byte := conn.recv(1)):
            sys.exit(1 if line else 0)
        line += byte
    return line[:-1]


while True:
    try:
        print("message:", read_line().decode(), flush=True)
    except TimeoutError:
        pass
