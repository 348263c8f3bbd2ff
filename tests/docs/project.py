"""Where things are, and how a check ends: silently, or with a line for each thing that is wrong."""

import os
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


def teaching(lab):
    """Its learn.toml; empty if it has none."""
    path = lab / "learn.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}


def sections(text):
    """The text below each `## title` of a document, in order."""
    parts = re.split(r"^## (.*)\n", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


LIBRARY_HEADERS = {"uv.h"}  # beside those in a folder of their own, <name/...>


def own_headers(lab):
    """Those that its lab.toml names and that are files of the lab."""
    return {header for header in facts(lab)["includes"]
            if "/" not in header and header not in LIBRARY_HEADERS}


def is_capstone(lab):
    return facts(lab).get("kind") == "capstone"


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


def python_with(module):
    """A Python that has the module: this one or the system's, for which apt-get installs; or None."""
    for python in (sys.executable, "/usr/bin/python3"):
        has = [python, "-c", f"import {module}"]
        if os.path.exists(python) and subprocess.run(has, stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


def run_where(module):
    """Goes on in a Python that has the module; the check is skipped where there is none, and says so."""
    python = python_with(module)
    if python is None:
        print(f"skipped: there is no Python module {module} here")
        sys.exit(SKIPPED)
    if python != sys.executable:
        os.execv(python, [python, *sys.argv])


def finish(complaints):
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
