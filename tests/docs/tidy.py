#!/usr/bin/env python3
"""clang-tidy has nothing to say about the harness and the labs. Usage: tidy.py BUILD-FOLDER"""

import re
import subprocess
import sys

from project import ROOT, finish

done = subprocess.run(
    ["run-clang-tidy", "-quiet", "-p", sys.argv[1], f"^{ROOT}/(harness|labs)/"],
    cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
complaints = re.findall(r"^\S+:\d+:\d+: (?:warning|error): .*", said, re.MULTILINE)
finish(sorted(set(complaints)) or ([said] if done.returncode else []))
