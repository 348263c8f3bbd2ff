# As most servers do: one connection after the other.
import os
import socketserver


class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line.endswith(b"\n"):
                print("message:", line[:-1].decode(), flush=True)


socketserver.TCPServer.allow_reuse_address = True
address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
socketserver.TCPServer(address, Lines).serve_forever()
