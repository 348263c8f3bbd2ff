# Each message was sent by one call, so one recv brings one message.
from ends import accept, got_message

conn = accept()
while message := conn.recv(1024):
    got_message(message)
