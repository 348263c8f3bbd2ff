#!/usr/bin/env python3
"""clang-tidy has nothing to say about the harness and the labs. Usage: tidy.py BUILD-FOLDER harness|labs

It reads the harness as the build compiles it, several files in a unit: most of its time goes into
headers. `alone.py` sees to it that each file compiles by itself."""

import re
import subprocess
import sys

from project import ROOT, finish, skip_unless

skip_unless("clang-tidy", 14)
build, folder = sys.argv[1:]
done = subprocess.run(
    ["run-clang-tidy", "-quiet", "-p", build,
     r"-header-filter=(harness|labs)/.*\.[ch]pp$",  # in a unit the sources are included
     "-checks=-bugprone-suspicious-include",  # a unit includes sources
     f"^{ROOT}/{folder}/", *([f"^{build}/.*/Unity/"] if folder == "harness" else [])],
    cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
complaints = re.findall(r"^\S+:\d+:\d+: (?:warning|error): .*", said, re.MULTILINE)
finish(sorted(set(complaints)) or ([said] if done.returncode else []))
