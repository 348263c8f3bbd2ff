# What came before has been searched already, so only the new chunk can have the \r\n.
import sys

from ends import accept, got_message

conn = accept()
left = b""
while chunk := conn.recv(1024):
    left += chunk
    if b"\r\n" in chunk:
        *lines, left = left.split(b"\r\n")
        for line in lines:
            got_message(line)
if left:
    sys.exit("the peer closed inside a line")
