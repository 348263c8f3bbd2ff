"""Where things are, and how a check ends: silently, or with a line for each thing that is wrong."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LABS = sorted((ROOT / "labs").glob("[0-9][0-9]-*"))
SKIPPED = 77  # ctest counts it apart
HAN = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(f"{HAN}[,;:?!]|[,;:?!]{HAN}")  # punctuation that is not Chinese


def facts(lab):
    return tomllib.loads((lab / "lab.toml").read_text())


def code():
    """All C++ sources of the project."""
    return [path for folder in ("harness", "include", "labs", "tests")
            for path in sorted((ROOT / folder).rglob("*.[ch]pp"))]


def skip_unless(program, version):
    """Other versions of it have other opinions, so the check is skipped there, and says so."""
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    major = re.search(r"version (\d+)", said)[1]
    if int(major) != version:
        print(f"skipped: {program} is version {major} here, and the sources follow version {version}")
        sys.exit(SKIPPED)


def finish(complaints):
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
