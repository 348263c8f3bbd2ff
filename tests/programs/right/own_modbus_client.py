# Reads four registers: the header says how much follows.
import os
import socket
import struct

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
conn = socket.create_connection(address)
conn.sendall(struct.pack(">HHHBBHH", 1, 0, 6, 1, 3, 0, 4))

reply = conn.makefile("rb")
_, _, length = struct.unpack(">HHH", reply.read(6))
body = reply.read(length)
print(*struct.unpack(">4H", body[3:11]))
