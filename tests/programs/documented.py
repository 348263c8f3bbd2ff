#!/usr/bin/env python3
"""The Python programs that the documents show are the files of the catalogue, to the letter; and the
messages that they give for a lab are the lab's."""

import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
FILES = {path.read_text() for path in HERE.glob("*/*.py")}

wrong = [f"{document.name}: this program is no file below {HERE.name}/:\n{program}"
         for document in (HERE.parents[1] / "docs").glob("trying-your-own*.md")
         for program in re.findall(r"```python\n(.*?)```", document.read_text(), re.DOTALL)
         if program not in FILES]
ROW = re.compile(r"\| \[\d\d\]\(\.\./(labs/[^/]+)/README[^)]*\) \| (.*) \|$", re.MULTILINE)
rows = 0
for document in (HERE.parents[1] / "docs").glob("trying-your-own*.md"):
    for folder, told in ROW.findall(document.read_text()):
        rows += 1
        lab = tomllib.loads((HERE.parents[1] / folder / "lab.toml").read_text())
        sizes = {len(message.encode()) for message in lab["messages"]}
        words = re.findall("`([^`]*)`", told)
        told_sizes = {int(size.replace(",", "")) for size in re.findall(r"([\d,]+) (?:bytes|字节)", told)}
        if not set(words) <= set(lab["messages"]) or not told_sizes <= sizes or not words + [*told_sizes]:
            wrong.append(f"{document.name}: {folder} has other messages than {told}")
if rows == 0:
    wrong.append("no document says which lab is for which fault")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
