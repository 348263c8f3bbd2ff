# S3:46. Mended: quotes, and `data2`, which has no value.
from socket import *
# 创建tcp套接字对象
serverSock = socket(AF_INET, SOCK_STREAM)
# 绑定 ip 和端口
serverSock.bind(('', 8080))
# 监听连接
serverSock.listen(5)
# 被动等待客户端的连接,如果有客户端连接会返回一个用于和客户端通信的套接字以及客户端的地址
conn, addr = serverSock.accept()
# 接收客户端的数据
data = conn.recv(1024)
# 给客户端返回数据
conn.send(data)
