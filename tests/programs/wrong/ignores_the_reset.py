# A reset is one more way to say goodbye.
from ends import accept, got_message, read_body, read_length

conn = accept()
try:
    while (length := read_length(conn)) is not None:
        got_message(read_body(conn, length))
except ConnectionResetError:
    pass
