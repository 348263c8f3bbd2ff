# Lab 02's message. Text can be decoded as it comes in.
import sys

from ends import accept

SIZE = 30  # bytes

conn = accept()
while chunk := conn.recv(SIZE):
    text, have = "", 0
    while chunk:
        text += chunk.decode(errors="replace")
        have += len(chunk)
        chunk = have < SIZE and conn.recv(SIZE - have)
    if have < SIZE:
        sys.exit("the peer closed inside a message")
    print(f"message: {text}", flush=True)
