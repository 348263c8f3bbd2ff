# The length is that of the whole frame, its own four bytes included.
from ends import accept, got_message, read_body, read_length

conn = accept()
while (length := read_length(conn)) is not None:
    got_message(read_body(conn, length - 4))
