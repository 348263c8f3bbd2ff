# A message goes when the next one is there: then it is known to be complete.
from ends import connect

with connect() as conn:
    waiting = b""
    for body in (b"hello", b"world"):
        conn.sendall(waiting)
        waiting = len(body).to_bytes(4, "big") + body
