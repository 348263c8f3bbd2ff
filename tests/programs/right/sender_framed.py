# sender_framed.py FRAMING MESSAGE...: each message in that framing, one sendall for each.
import os
import socket
import sys

FRAMINGS = {
    "lines": lambda text: text + b"\n",
    "mllp": lambda text: b"\x0b" + text + b"\x1c\r",
    "short": lambda text: len(text).to_bytes(2, "big") + text,
}
frame = FRAMINGS[sys.argv[1]]
with socket.create_connection((os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"]))) as s:
    for message in sys.argv[2:]:
        s.sendall(frame(message.encode()))
