# S1:46. Mended: line breaks that were lost before a comment.
import socket
import struct
# 1320KB的数据内容
big_data = ("重要信息" * 110).encode("utf8")
# 计算大小
data_size = len(big_data)
# struct生成四字节流的信息
data_size_struct = struct.pack("i", data_size)
# 创建socket对象
server = socket.socket()
server.bind(("localhost", 5656))
server.listen()
conn, addr = server.accept()
# 先发送数据的大小
conn.send(data_size_struct)
# 发送大数据包
conn.send(big_data)
# 关闭
conn.close()
server.close()
