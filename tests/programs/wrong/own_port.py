# It listens where its author always had it.
import os
import socket

with socket.create_server((os.environ["STICKYLAB_HOST"], 18086)) as server:
    conn = server.accept()[0]
