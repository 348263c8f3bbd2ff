# The length is that of the whole frame, its own four bytes included.
from ends import connect

with connect() as conn:
    for body in (b"hello", b"world"):
        conn.sendall((4 + len(body)).to_bytes(4, "big") + body)
