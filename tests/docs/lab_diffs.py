#!/usr/bin/env python3
"""The diff of broken and fixed is the lesson: it fits a screen, and spares main and the header."""

import difflib
import re

from project import LABS, finish, is_capstone

LINES, HUNKS = 25, 3


def changes(old, new):
    """(changed lines, hunks): lines taken away and lines added, as `diff` counts them."""
    edits = [edit for edit in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
             if edit[0] != "equal"]
    return sum(i2 - i1 + j2 - j1 for _, i1, i2, j1, j2 in edits), len(edits)


def header_comment(source):
    return re.match(r"(//.*\n)*", source)[0]


def main_function(source):
    return re.search(r"^int main\(.*?(\n}|}$)", source, re.DOTALL | re.MULTILINE)[0]


def includes(source):
    return re.findall(r"^#include .*", source, re.MULTILINE)


complaints = []
for lab in LABS:
    if is_capstone(lab):  # capstones.py
        continue
    broken, fixed = ((lab / f"{version}.cpp").read_text() for version in ("broken", "fixed"))
    lines, hunks = changes(broken.splitlines(), fixed.splitlines())
    if lines == 0:
        complaints.append(f"{lab.name}: broken.cpp and fixed.cpp are the same")
    if lines > LINES or hunks > HUNKS:
        complaints.append(f"{lab.name}: {lines} changed lines in {hunks} hunks;"
                          f" at most {LINES} in {HUNKS}")
    for what in (header_comment, main_function, includes):
        if what(broken) != what(fixed):
            complaints.append(f"{lab.name}: {what.__name__} differs in broken.cpp and fixed.cpp")
    if not header_comment(broken):
        complaints.append(f"{lab.name}: no comment at the top of broken.cpp")
finish(complaints)
