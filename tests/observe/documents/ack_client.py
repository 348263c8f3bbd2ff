# S0:28, as it stands.
import socket
client=socket.socket()
client.connect(("localhost",1234))
data=client.recv(1024)
print(data.decode())
client.send(b"ack")#发送确认
data=client.recv(1024)
print(data.decode())
client.close()
