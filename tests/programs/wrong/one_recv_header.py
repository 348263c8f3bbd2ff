# Four bytes are sent at once, so one recv(4) brings them.
import struct

from ends import accept, got_message, read_body

conn = accept()
while header := conn.recv(4):
    got_message(read_body(conn, struct.unpack("!I", header)[0]))
