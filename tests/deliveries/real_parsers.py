#!/usr/bin/env python3
"""Parsers of Python's own library, which nobody here wrote, hold under every delivery: no false alarm.

Not among them is the punycode decoder: in Python 3.13 it decodes each piece by itself.
"""

import codecs
import email.feedparser
import html.parser
import io
import unittest

from stickylab_deliveries import every_delivery

TEXT = "粘包, 半包 ~{ é"


def decoded(decoder, pieces):
    return "".join(decoder.decode(piece) for piece in pieces) + decoder.decode(b"", True)


class Html(html.parser.HTMLParser):
    """Keeps what it is told; text may come in parts, which are joined."""

    def __init__(self):
        super().__init__()
        self.told = []

    def handle_starttag(self, tag, attrs):
        self.told.append(("start", tag, attrs))

    def handle_endtag(self, tag):
        self.told.append(("end", tag))

    def handle_comment(self, data):
        self.told.append(("comment", data))

    def handle_data(self, data):
        before = self.told.pop()[1] if self.told and self.told[-1][0] == "text" else ""
        self.told.append(("text", before + data))


class RealParsers(unittest.TestCase):
    def test_decoders(self):
        for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-7", "gb18030", "unicode_escape"):
            with self.subTest(name):
                decoder = codecs.getincrementaldecoder(name)
                every_delivery(TEXT.encode(name), lambda pieces: decoded(decoder(), pieces), meant=TEXT)

    def test_newlines(self):
        def feed(pieces):
            return decoded(io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), True), pieces)
        every_delivery(b"a\r\nb\rc\n\r\n", feed, meant="a\nb\nc\n\n")

    def test_email(self):
        def feed(pieces):
            parser = email.feedparser.BytesFeedParser()
            for piece in pieces:
                parser.feed(piece)
            return parser.close().as_string()
        every_delivery(b"From: a\r\nSubject: b\r\n c\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
                       b"--x\r\n\r\nhi\r\n--x--\r\n", feed)

    def test_html(self):
        def feed(pieces):
            parser = Html()
            for piece in pieces:
                parser.feed(piece.decode("ascii"))
            parser.close()
            return parser.told
        every_delivery(b'<p a="1>2">x &amp; y &lt z<!-- c --><br/></p><i>1&#65;</i>', feed)


if __name__ == "__main__":
    unittest.main()
