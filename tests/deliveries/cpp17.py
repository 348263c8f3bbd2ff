#!/usr/bin/env python3
"""The header is C++17, without a warning. Usage: cpp17.py COMPILER"""

import shutil
import subprocess
import sys

from project import ROOT, SKIPPED

compiler = sys.argv[1]
if not shutil.which(compiler):
    print(f"skipped: there is no {compiler} here")
    sys.exit(SKIPPED)
sys.exit(subprocess.run(
    [compiler, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror",
     "-fsyntax-only", f"-I{ROOT}/include", ROOT / "tests/deliveries/print_deliveries.cpp"],
    check=False).returncode)
