#!/usr/bin/env python3
"""clang-format has nothing to change."""

import re
import subprocess

from project import ROOT, code, finish, skip_unless

skip_unless("clang-format", 14)
done = subprocess.run(["clang-format", "--dry-run", "--Werror", *code()], cwd=ROOT,
                      stderr=subprocess.PIPE, text=True)
files = sorted(set(re.findall(r"^(.*?):[0-9]+:.*clang-format-violations", done.stderr, re.M)))
finish([f"{file} is not formatted; run make format" for file in files]
       or ([done.stderr] if done.returncode else []))
