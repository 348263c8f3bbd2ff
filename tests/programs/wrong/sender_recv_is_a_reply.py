# The reply is what one recv brings, with room for more: a part of it is sent on as a failure.
import os
import socket
import sys

with socket.create_connection((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"]))) as s:
    for word in (b"alpha", b"bravo", b"delta", b"hotel", b"tango"):
        s.sendall(len(word).to_bytes(4, "big") + word)
        if (reply := s.recv(260)) != b"ok":
            sys.exit(f"no reply: {reply}")
