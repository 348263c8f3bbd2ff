# A message is what one call sends; it needs no mark.
from ends import connect

with connect() as conn:
    conn.sendall(b"hello")
    conn.sendall(b"world")
