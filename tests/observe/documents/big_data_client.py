# S1:63. Mended: line breaks that were lost, and the indentation of the loop.
import socket
import struct
# 创建socket对象
client = socket.socket()
client.connect(("localhost", 5656))
# 读取文件大小
head = client.recv(4)
total = struct.unpack("i", head)[0]
# 根据大小接收数据
have = 0
data = bytes()
while have < total:
    data += client.recv(1024)
    have += 1024
print(data.decode("utf8"))
# 关闭
client.close()
