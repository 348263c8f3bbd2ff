# A reply is two bytes, so one recv(2) brings it.
import sys

from ends import connect, requests

with connect() as conn:
    for request in requests():
        conn.sendall(request)
        if conn.recv(2) != b"ok":
            sys.exit("refused")
