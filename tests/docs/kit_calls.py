#!/usr/bin/env python3
"""Each call of the kit is explained by `stickylab learn`, and nothing else is."""

import re

from project import ROOT, finish

kit = set(re.findall(r"^[\w:<>\[\] ]*?\b(?!if)(\w+)\((?:int|const|Bytes)\b|^void (\w+)\(\);",
                     (ROOT / "labs/kit/kit.hpp").read_text(), re.M))
kit = {name for pair in kit for name in pair if name}
told = set(re.findall(r'^    \{"(\w+)"', (ROOT / "harness/show/kit_calls.cpp").read_text(), re.M))
finish([f"labs/kit/kit.hpp has {name}, harness/show/kit_calls.cpp does not" for name in kit - told]
       + [f"harness/show/kit_calls.cpp has {name}, labs/kit/kit.hpp does not"
          for name in told - kit])
