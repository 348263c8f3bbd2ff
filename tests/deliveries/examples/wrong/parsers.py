"""Both are right as long as the network cuts nowhere."""


class LineParser:
    """Takes lines that end in \\r\\n."""

    def __init__(self):
        self.messages = []
        self.line = b""

    def feed(self, piece):
        *ended, rest = piece.split(b"\r\n")
        for line in ended:
            self.messages.append(self.line + line)
            self.line = b""
        self.line += rest

    def finish(self):
        pass


class LengthParser:
    """Takes a length of two bytes, big-endian, then a text; and so on."""

    def __init__(self):
        self.messages = []
        self.missing = 0

    def feed(self, piece):
        while piece:
            if self.missing == 0:
                self.missing = int.from_bytes(piece[:2], "big")
                self.messages.append(b"")
                piece = piece[2:]
            text, piece = piece[:self.missing], piece[self.missing:]
            self.messages[-1] += text
            self.missing -= len(text)

    def finish(self):
        pass
