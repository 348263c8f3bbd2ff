# Something has come back, so the request was taken.
from ends import connect, requests

with connect() as conn:
    for request in requests():
        conn.sendall(request)
        conn.recv(2)
