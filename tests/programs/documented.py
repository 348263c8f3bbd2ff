#!/usr/bin/env python3
"""The Python programs that the documents show are the files of the catalogue, to the letter."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILES = {path.read_text() for path in HERE.glob("*/*.py")}

wrong = [f"{document.name}: this program is no file below {HERE.name}/:\n{program}"
         for document in (HERE.parents[1] / "docs").glob("trying-your-own*.md")
         for program in re.findall(r"```python\n(.*?)```", document.read_text(), re.DOTALL)
         if program not in FILES]
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
