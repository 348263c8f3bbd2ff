# Whatever is not "ok" was not meant for us.
from ends import connect, requests

with connect() as conn:
    for request in requests():
        conn.sendall(request)
        while conn.recv(2) != b"ok":
            pass
