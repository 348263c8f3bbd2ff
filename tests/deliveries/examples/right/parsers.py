"""Both keep what is not complete yet, and say so where the stream ends."""


class LineParser:
    """Takes lines that end in \\r\\n."""

    def __init__(self):
        self.messages = []
        self.rest = b""

    def feed(self, piece):
        *ended, self.rest = (self.rest + piece).split(b"\r\n")
        self.messages += ended

    def finish(self):
        if self.rest:
            raise ValueError("the stream ended inside a line")


class LengthParser:
    """Takes a length of two bytes, big-endian, then a text; and so on."""

    def __init__(self):
        self.messages = []
        self.rest = b""

    def feed(self, piece):
        self.rest += piece
        while len(self.rest) >= 2:
            end = 2 + int.from_bytes(self.rest[:2], "big")
            if len(self.rest) < end:
                break
            self.messages.append(self.rest[2:end])
            self.rest = self.rest[end:]

    def finish(self):
        if self.rest:
            raise ValueError("the stream ended inside a message")
