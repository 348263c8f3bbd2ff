# A length, then a text, as from a stream: what the first recv does not take is gone.
import os
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])))
while True:
    length = int.from_bytes(s.recv(4), "big")
    body = s.recv(length)
    print("message:", body.decode("utf-8", "backslashreplace"), flush=True)
