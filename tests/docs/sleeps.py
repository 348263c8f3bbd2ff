#!/usr/bin/env python3
"""Nothing sleeps: programs wait for events, with a deadline."""

import re

from project import ROOT, code, finish

# File: why it may.
ALLOWED = {
    "tests/docs/sleeps.py": "it names what it looks for",
    "labs/08-sleep-between-writes/broken.cpp": "its belief is that a pause helps",
    "tests/command/command.cpp": "the commands that it runs sleep, until they are ended",
    "tests/command/seams.cpp": "as well",
    "tests/command/program.py": "as well; and descriptors of a server go without an event that others see",
    "tests/observe/deadlock.py": "programs that sleep must not be taken for some that hang",
    "tests/try/datagrams.py": "receivers that poll, and that are slow, must pass as well",
}

SLEEP = re.compile(r"\b(u|nano|clock_nano)?sleep(_for|_until)?\s*\(|\bsleep [0-9]")

complaints = []
for path in [*code(), *sorted((ROOT / "tests").rglob("*.py"))]:
    name = str(path.relative_to(ROOT))
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if SLEEP.search(line) and name not in ALLOWED:
            complaints.append(f"{name}:{number}: sleeps; wait for the event instead")
finish(complaints)
