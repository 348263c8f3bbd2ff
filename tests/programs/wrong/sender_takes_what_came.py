# There is one reply to a request, so what comes is that.
import sys

from ends import connect, requests

with connect() as conn:
    for request in requests():
        conn.sendall(request)
        if conn.recv(1024) != b"ok":
            sys.exit("refused")
