# After a short wait everything has arrived, so each recv brings all that it asks for.
import select

from ends import accept, got_message

conn = accept()


def recv(size):
    select.select([], [], [], 0.01)  # seconds
    return conn.recv(size)


while header := recv(4):
    got_message(recv(int.from_bytes(header, "big")))
