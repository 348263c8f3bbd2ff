#!/usr/bin/env python3
"""clang-tidy has nothing to say about the harness and the labs, file by file. Usage: tidy.py BUILD-FOLDER"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from project import ROOT, finish, skip_unless

skip_unless("clang-tidy", 14)


def commands(folder):
    """How each source is compiled: the units of the unity build, taken apart."""
    for command in json.loads((folder / "compile_commands.json").read_text()):
        unit = command["file"]
        parts = [unit]
        if "/Unity/" in unit:
            parts = re.findall(r'^#include "(.*)"', Path(unit).read_text(), re.MULTILINE)
        for part in parts:
            yield {"directory": command["directory"], "file": part,
                   "command": command["command"].replace(unit, part)}


with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "compile_commands.json").write_text(json.dumps(list(commands(Path(sys.argv[1])))))
    done = subprocess.run(
        ["run-clang-tidy", "-quiet", "-p", folder, f"^{ROOT}/(harness|labs)/"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
complaints = re.findall(r"^\S+:\d+:\d+: (?:warning|error): .*", said, re.MULTILINE)
finish(sorted(set(complaints)) or ([said] if done.returncode else []))
