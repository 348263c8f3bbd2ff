# S1:71. recv(size) brings `size` bytes, so that many more are there after it.
from ends import accept, got_message, read_length

conn = accept()
while (length := read_length(conn)) is not None:
    body, have = b"", 0
    while have < length:
        size = min(1024, length - have)
        body += conn.recv(size)
        have += size
    got_message(body)
