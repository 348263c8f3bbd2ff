#!/usr/bin/env python3
"""Measures what it costs to find the bug of each wrong parser of the examples, and to find none."""

import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "python"), str(HERE / "examples/wrong")]

from parsers import LengthParser, LineParser  # noqa: E402
from stickylab_deliveries import DeliveryFailure, every_delivery  # noqa: E402

RUNS = 301
LINES = b"hello\r\nworld\r\n"
MESSAGES = b"\0\5hello\0\5world"


def understood(parser_class):
    def feed(pieces):
        parser = parser_class()
        for piece in pieces:
            parser.feed(piece)
        return parser.messages
    return feed


def median_us(data, feed):
    took = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        try:
            every_delivery(data, feed)
        except DeliveryFailure:
            pass
        took.append((time.perf_counter() - begin) * 1e6)
    return statistics.median(took)


print(f"""median of {RUNS}, in microseconds
the line parser's bug:   {median_us(LINES, understood(LineParser)):.1f}
the length parser's bug: {median_us(MESSAGES, understood(LengthParser)):.1f}
no bug, 14 bytes:        {median_us(bytes(14), b"".join):.1f}
no bug, 64 bytes:        {median_us(bytes(64), b"".join):.1f}""")
