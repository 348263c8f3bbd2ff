# Lab 01's framing; both messages leave in one call, in three pieces.
import os
import socket

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
with socket.create_connection(address) as conn:
    conn.sendmsg([b"\0\0\0", b"\5hello\0\0", b"\0\5world"])
