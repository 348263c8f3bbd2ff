# S3:60. Mended: quotes.
from socket import *
# 创建客户端套接字对象
clientSock = socket(AF_INET, SOCK_STREAM)
# 连接服务器
clientSock.connect(('', 8080))
# 发送数据到服务端
data = input('>>>').strip()
clientSock.send(data.encode('utf-8'))
# 接收服务端的数据
data = clientSock.recv(1024)
print(data.decode('utf-8'))
# 关闭客户端套接字
clientSock.close()
