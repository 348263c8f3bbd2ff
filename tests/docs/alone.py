#!/usr/bin/env python3
"""Each source of the harness has the includes that it needs: it compiles alone, although the build joins
several to a unit. Usage: alone.py BUILD-FOLDER"""

import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from project import ROOT, finish

build = Path(sys.argv[1])


def sources():
    """Each source of a unit, and the command that compiles the unit."""
    for command in json.loads((build / "compile_commands.json").read_text()):
        unit = command["file"]
        if "/Unity/" in unit:
            for source in re.findall(r'^#include "(.*)"', Path(unit).read_text(), re.MULTILINE):
                yield source, command


def complaint(source, command):
    words = shlex.split(command["command"])
    words[words.index(command["file"])] = source
    at = words.index("-o")
    words[at:at + 2] = ["-fsyntax-only"]
    done = subprocess.run(words, cwd=command["directory"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    return f"{Path(source).relative_to(ROOT)} does not compile alone:\n{done.stdout}" \
        if done.returncode or done.stdout else None


with ThreadPoolExecutor(os.cpu_count()) as pool:
    finish([said for said in pool.map(lambda work: complaint(*work), sources()) if said])
