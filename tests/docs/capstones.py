#!/usr/bin/env python3
"""A capstone's files are short, its sources are its own and labs/service/, and each name in its table of
lessons is there. Usage: capstones.py BUILD-FOLDER"""

import json
import re
import subprocess
import sys

from project import LABS, ROOT, facts, finish, is_capstone

BROKEN, LINES, MEDIAN = 150, 200, 15
OTHERS = {"frame_decoder.hpp"}  # of lab 21
SERVICE = ROOT / "labs/service"
CAPSTONES = [lab for lab in LABS if is_capstone(lab)]


def tests():
    listed = subprocess.run(["ctest", "--show-only=json-v1"], cwd=sys.argv[1], check=True,
                            stdout=subprocess.PIPE, text=True).stdout
    return {test["name"] for test in json.loads(listed)["tests"]}


def wrong_lessons(lab, there):
    labs = {other.name[:2] for other in LABS}
    for lesson in facts(lab)["lessons"]:
        if lesson["lab"] not in labs:
            yield f"{lab.name}: a lesson names lab {lesson['lab']}, which is not there"
        if not (ROOT / "labs" / lesson["file"]).is_file():
            yield f"{lab.name}: a lesson names {lesson['file']}, which is not below labs/"
        if lesson["test"] not in there:
            yield f"{lab.name}: a lesson names the test {lesson['test']}, which is not there"


def sources(folder):
    return sorted(folder.glob("*.[ch]pp"))


def too_long(source):
    most = BROKEN if source.name == "broken.cpp" else LINES
    lines = len(source.read_text().splitlines())
    if lines > most:
        yield f"{source.relative_to(ROOT)} has {lines} lines; at most {most}"


def functions(text):
    """Lines of each function, as clang-format lays them out: from its first line to its `}`."""
    return [whole.count("\n") + 1 for whole in
            re.findall(r"^( *)(?!namespace|struct|class|enum)(\w[^;{}=]*\)[^;{}]*\{\n.*?^\1\})", text,
                       re.M | re.S) for whole in [whole[1]]]


def wrong_includes(folder):
    own = {path.name for path in [*sources(folder), *sources(SERVICE)]} | OTHERS
    for source in sources(folder):
        own_or_kit = own | {"kit.hpp"} if source.name == "broken.cpp" else own
        for header in re.findall(r'^\s*#\s*include\s+"([^"]+)"', source.read_text(), re.M):
            if header.removeprefix("service/") not in own_or_kit:
                yield f"{source.relative_to(ROOT)} includes {header}, which is not a capstone's"


complaints = []
there = tests() if CAPSTONES else set()
folders = [*CAPSTONES, *([SERVICE] if SERVICE.is_dir() else [])]
for folder in folders:
    complaints += wrong_includes(folder)
    for source in sources(folder):
        complaints += too_long(source)
    sizes = sorted(size for source in sources(folder) for size in functions(source.read_text()))
    if sizes and sizes[len(sizes) // 2] > MEDIAN:
        complaints.append(f"{folder.name}: half of its functions have more than {MEDIAN} lines")
for lab in CAPSTONES:
    complaints += wrong_lessons(lab, there)
finish(complaints)
