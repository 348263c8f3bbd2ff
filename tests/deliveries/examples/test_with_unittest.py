import unittest

from stickylab_deliveries import every_delivery, every_early_end

from parsers import LengthParser, LineParser


def understood(parser_class):
    def feed(pieces):
        parser = parser_class()  # a fresh one for each delivery
        for piece in pieces:
            parser.feed(piece)
        parser.finish()
        return parser.messages
    return feed


class AnyPieces(unittest.TestCase):
    def test_lines(self):
        every_delivery(b"hello\r\nworld\r\n", understood(LineParser))

    def test_messages(self):
        every_delivery(b"\0\5hello\0\5world", understood(LengthParser), meant=[b"hello", b"world"])

    def test_a_stream_that_ends_inside_a_line(self):
        every_early_end(b"hello\r\nworld\r\n", understood(LineParser))


if __name__ == "__main__":
    unittest.main()
