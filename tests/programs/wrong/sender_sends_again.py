# A reply that is not the right one: the request went astray, and goes again.
from ends import connect, requests

with connect() as conn:
    for request in requests():
        conn.sendall(request)
        while conn.recv(2) != b"ok":
            conn.sendall(request)
