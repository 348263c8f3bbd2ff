#!/usr/bin/env python3
"""The programs that the page shows are those of the examples, to the letter, as far as it shows them."""

import re

from project import ROOT, finish

FILES = [path.read_text() for path in sorted((ROOT / "tests/deliveries/examples").rglob("*"))
         if path.suffix in (".py", ".hpp", ".cpp")]

finish([f"{document.name}: this is in no file below tests/deliveries/examples/:\n{program}"
        for document in sorted((ROOT / "docs").glob("parsers*.md"))
        for program in re.findall(r"```(?:cpp|python)\n(.*?)```", document.read_text(), re.DOTALL)
        if not any(program in text for text in FILES)])
