# S0:10. Mended: indentation.
import socket
server=socket.socket()
server.bind(("localhost",1234))
server.listen()
while True:
    print("正在等待。。。")
    conn,addr=server.accept()
    while True:
        try:
            conn.send(b"first info")
            ack=conn.recv(1024) #接收客户端确认
            print(ack)
            conn.send(b"second info")
        except ConnectionResetError as e:
            print(e)
            break
server.close()
