# S1:45. The header is struct's "i": the numbers of all computers look alike.
import struct

from ends import accept, got_message, read_body, read_exact

conn = accept()
while header := read_exact(conn, 4):
    got_message(read_body(conn, struct.unpack("i", header)[0]))
