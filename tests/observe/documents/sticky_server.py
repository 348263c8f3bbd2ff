# S3:204. Mended: quotes.
# 服务端
from socket import *
import subprocess
serverSock = socket(AF_INET, SOCK_STREAM)
serverSock.bind(('', 8086))
serverSock.listen(5)
conn, addr = serverSock.accept()
data1 = conn.recv(5)
print('第一次收:', data1)
data2 = conn.recv(5)
print('第二次收:', data2)
data3 = conn.recv(10)
print('第三次收:', data3)
data4 = conn.recv(5)
print('第四次收:', data4)
# 粘包问题是 tcp 协议流式传输数据的方式导致的
# 如何解决粘包问题:接收端能够精确地收干净每个数据包没有任何残留
