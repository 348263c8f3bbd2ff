# Takes whatever comes into a buffer, and out of it whole messages.
import socket
import sys

_, host, port = sys.argv
with socket.create_server((host, int(port))) as server:
    conn = server.accept()[0]
buffer = bytearray()
while chunk := conn.recv(65536):
    buffer += chunk
    while len(buffer) >= 4 and len(buffer) >= 4 + (length := int.from_bytes(buffer[:4], "big")):
        print("message:", buffer[4:4 + length].decode(), flush=True)
        del buffer[:4 + length]
if buffer:
    sys.exit(f"the peer closed; {len(buffer)} bytes are no message")
