"""An HTTP server of one's own, or one with a fault that real ones had. Usage: http.py [FAULT]
  recv-is-a-request  what one recv brings is taken for a request (HttpArena, PR 1289)
  loses-pipelined    the beginning of the next request, if shorter than a method, is dropped
  chunked-cr-lf      the end of a chunk's size is looked for in each read alone"""

import os
import re
import socket
import sys

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])


class Closed(Exception):
    pass


class Input:
    def __init__(self, conn):
        self.conn = conn
        self.data = b""

    def more(self):
        read = self.conn.recv(4096)
        if not read:
            raise Closed
        self.data += read

    def until(self, end):
        while end not in self.data:
            self.more()
        found, _, self.data = self.data.partition(end)
        return found

    def exactly(self, size):
        while len(self.data) < size:
            self.more()
        found, self.data = self.data[:size], self.data[size:]
        return found

    def size_line(self):
        if FAULT == "chunked-cr-lf" and self.data and b"\r\n" not in self.data:
            self.data = b""  # "there is no end of a line in it": it waits for one that begins anew
        return self.until(b"\r\n")


def chunks(source):
    body = b""
    while size := int(source.size_line() or b"0", 16):
        body += source.exactly(size)
        source.exactly(2)
    source.until(b"\r\n")
    return body


def requests(source):
    while True:
        if FAULT == "recv-is-a-request":
            source.more()
            head, _, source.data = source.data.partition(b"\r\n\r\n")
        else:
            head = source.until(b"\r\n\r\n")
        size = re.search(rb"\r\nContent-Length: (\d+)", head)
        body = source.exactly(int(size[1])) if size else b""
        if b"\r\nTransfer-Encoding: chunked" in head:
            body = chunks(source)
        if FAULT == "loses-pipelined" and len(source.data) < 4:
            source.data = b""
        yield head.partition(b"\r\n")[0], body


def serve(conn):
    for line, body in requests(Input(conn)):
        said = line + b" with " + body
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))


with socket.create_server(ADDRESS) as listener:
    while True:
        with listener.accept()[0] as conn:
            try:
                serve(conn)
            except Closed:
                pass
