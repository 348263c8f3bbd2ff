# S3:284. The header was sent alone, so recv(1024) brings the header and nothing else.
from ends import accept, got_message, read_body

conn = accept()
while header := conn.recv(1024):
    got_message(read_body(conn, int.from_bytes(header[:4], "big")))
