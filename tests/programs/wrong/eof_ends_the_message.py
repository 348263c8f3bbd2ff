# When the peer has closed, nothing more can come: what is there is the message.
from ends import accept, got_message, read_exact, read_length

conn = accept()
while (length := read_length(conn)) is not None:
    got_message(read_exact(conn, length))
