# The rest of a message always follows, so its text can be shown as it comes in.
import sys

from ends import accept, read_length

conn = accept()
while (length := read_length(conn)) is not None:
    print("message: ", end="", flush=True)
    while length and (chunk := conn.recv(length)):
        print(chunk.decode(), end="", flush=True)
        length -= len(chunk)
    print(flush=True)
    if length:
        sys.exit("the peer closed inside a message")
