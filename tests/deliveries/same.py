#!/usr/bin/env python3
"""The header and the Python module make the same deliveries, in the same order, and shrink and mark what
fails in the same way. Usage: same.py PRINT_DELIVERIES"""

import subprocess
import sys

from stickylab_deliveries import DeliveryFailure, deliveries, every_delivery

SIZES = [*range(301), 1000, 4097, 20_000, 70_000]


def failure(size, most):
    data = bytes(i * 7 % 256 for i in range(size))
    try:
        every_delivery(data, lambda pieces: sum(len(piece) % 2 for piece in pieces) <= most)
    except DeliveryFailure as failed:
        yield f"{failed.schedule} {failed.marked}"


def lines():
    for size in SIZES:
        yield f"{size}"
        for schedule, cuts in deliveries(size):
            yield f"{schedule} " + "".join(f"{at}," for at in cuts)
        for most in (1, 3, 12):
            yield from failure(size, most)


printed = subprocess.run([sys.argv[1], *map(str, SIZES)], stdout=subprocess.PIPE, text=True,
                         check=True).stdout.splitlines()
python = list(lines())
for number, (a, b) in enumerate(zip(printed, python)):
    if a != b:
        sys.exit(f"line {number}: C++ has {a[:200]}, Python has {b[:200]}")
if len(printed) != len(python):
    sys.exit(f"C++ has {len(printed)} lines, Python has {len(python)}")
if len(printed) < 100_000:
    sys.exit(f"only {len(printed)} lines were compared")
