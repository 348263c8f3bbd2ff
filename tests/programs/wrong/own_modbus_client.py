# Reads four registers out of what one recv brings, and fills up what it lacks.
import os
import socket
import struct

address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
conn = socket.create_connection(address)
conn.sendall(struct.pack(">HHHBBHH", 1, 0, 6, 1, 3, 0, 4))

reply = conn.recv(260)
print(*struct.unpack(">4H", reply[9:17].ljust(8, b"\0")))
