# Five requests at once, and then one recv for each reply.
from ends import connect, requests

with connect() as conn:
    conn.sendall(b"".join(requests()))
    for _ in requests():
        assert conn.recv(1024) == b"ok"
