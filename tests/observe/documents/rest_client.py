# S4:12, as it stands.
# 1,验证服务端缓冲区数据没有取完,又执行了recv执行,recv会继续取值。
import socket
phone = socket.socket(socket.AF_INET,socket.SOCK_STREAM)
phone.connect(('127.0.0.1',8080))
phone.send('hello'.encode('utf-8'))
phone.close()
