# Lines are sent whole, so what recv brings is whole lines.
from ends import accept, got_message

conn = accept()
while chunk := conn.recv(1024):
    for line in chunk.splitlines():
        got_message(line)
