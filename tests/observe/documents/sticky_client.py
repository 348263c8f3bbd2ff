# S3:221. Mended: quotes.
# 客户端
from socket import *
clientSock = socket(AF_INET, SOCK_STREAM)
clientSock.connect(('', 8086))
# tcp 协议会将数据量较小且发送时间间隔的数据合并成一个包发送
clientSock.send(b'hello')
clientSock.send(b'world')
clientSock.send(b'musibii')
clientSock.send(b'1')
