#!/usr/bin/env python3
"""Prints what the program says, English and Chinese side by side, for somebody who reads it all.

A phrase is two literals in braces, {"English", "Chinese"}. Usage: words.py [PART-OF-A-PATH…]
"""

import re
import shutil
import sys
import textwrap
import unicodedata
from dataclasses import dataclass
from itertools import zip_longest

from project import ROOT

PIECE = r'"(?:[^"\\\n]|\\.)*"'
LITERAL = rf"{PIECE}(?:\s*{PIECE})*"
PAIR = re.compile(rf"\{{\s*({LITERAL}),\s*({LITERAL})\s*\}}")


@dataclass
class Phrase:
    where: str  # path:line
    en: str
    zh: str


def joined(literal):
    """The text of adjacent pieces, as it is printed."""
    text = "".join(piece[1:-1] for piece in re.findall(PIECE, literal))
    return re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], text)


def phrases_in(path):
    code = re.sub(r"^[ \t]*//.*", "", path.read_text(), flags=re.M)
    for pair in PAIR.finditer(code):
        zh = joined(pair[2])
        if not zh.isascii():
            line = code.count("\n", 0, pair.start()) + 1
            yield Phrase(f"{path.relative_to(ROOT)}:{line}", joined(pair[1]), zh)


def sources():
    return sorted((ROOT / "harness").rglob("*.[ch]pp"))


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def broken(text, width):
    """Chinese in lines: it may be broken anywhere."""
    line = ""
    for c in text:
        if columns(line + c) > width:
            yield line
            line = ""
        line += c
    yield line


def side_by_side(phrase, width):
    for en, zh in zip_longest(textwrap.wrap(phrase.en, width) or [""], broken(phrase.zh, width), fillvalue=""):
        yield f"{en:{width}}  {zh}".rstrip()


if __name__ == "__main__":
    width = (shutil.get_terminal_size((160, 24)).columns - 2) // 2
    for path in sources():
        found = list(phrases_in(path))
        if found and all(part in str(path) for part in sys.argv[1:]):
            print(f"\n{path.relative_to(ROOT)}")
            for phrase in found:
                print(*side_by_side(phrase, width), sep="\n")
