import socket,sys
c=socket.create_connection((sys.argv[1],int(sys.argv[2])))
c.sendall(b'hello\nworld\n'); c.shutdown(1)
f=c.makefile()
for l in f: print(l.strip())
