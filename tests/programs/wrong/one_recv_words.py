# A client waits for its reply, so there is never more than one request to read.
from ends import accept, got_message

conn = accept()
while request := conn.recv(1024):
    got_message(request[4:])
    conn.sendall(b"ok")
