"""A relay before a server: it counts what goes each way, and can hold it."""

import socket
import threading


class Relay:
    def __init__(self, place):
        host, port = place.split(":")
        self.server = (host, int(port))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.up = self.down = 0  # bytes to the server, and from it
        self.seen_up = b""  # the first of them
        self.most = None  # bytes that pass, both ways together
        self.may_pass = threading.Event()
        self.is_held = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def hold_after(self, most):
        self.most = most
        self.may_pass.clear()

    def go_on(self):
        self.most = None
        self.may_pass.set()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # it is closed
            try:
                server = socket.create_connection(self.server)
            except OSError:
                client.close()
                continue
            for ends in ((client, server, True), (server, client, False)):
                threading.Thread(target=self.pump, args=ends, daemon=True).start()

    def pump(self, source, sink, is_up):
        try:
            while data := source.recv(65_536):
                if is_up:
                    self.up += len(data)
                    self.seen_up += data[:4096] if len(self.seen_up) < 4096 else b""
                else:
                    self.down += len(data)
                if self.most is not None and self.up + self.down > self.most:
                    self.is_held.set()
                    self.may_pass.wait()
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.go_on()
        self.listener.close()
