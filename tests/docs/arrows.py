#!/usr/bin/env python3
"""Data flows one way: each folder of the harness names the folders that it may include."""

import re
from pathlib import Path

from project import ROOT, finish

HARNESS = ROOT / "harness"

FACTS = {"base", "recording", "catalog", "schedule"}
JUDGED = FACTS | {"trace", "judge"}
MAY_INCLUDE = {
    "base": set(),
    "recording": {"base"},
    "probe": {"recording"},
    "schedule": {"base", "stickylab"},  # the header that is installed
    "catalog": {"base", "recording", "schedule"},
    "trace": {"base", "recording"},
    "judge": {"base", "recording", "catalog", "schedule", "trace"},
    "stage/process": {"base", "recording"},
    "stage/net": {"base", "recording", "catalog", "stage/process"},
    "stage/socket": {"base", "recording", "catalog", "probe", "stage/process"},
    "stage/tracer": {"base", "recording", "probe", "stage/socket"},
    "stage/player": {"base", "recording", "schedule", "stage/process", "stage/socket"},
    "stage": FACTS | {"stage/process", "stage/net", "stage/socket", "stage/tracer",
                      "stage/player"},
    "text": {"base"},
    "lanes": JUDGED | {"text"},
    "report": JUDGED | {"text", "lanes", "report/html", "report/site"},
    "show": JUDGED | {"text", "lanes", "report", "stage/net"},
    "command": JUDGED | {"text", "lanes", "report", "show", "stage", "stage/process"},
    "cli": {"base", "recording", "text", "command"},
    ".": {"cli"},
}

complaints = []
for source in sorted(HARNESS.rglob("*.[ch]pp")):
    folder = str(source.parent.relative_to(HARNESS))
    for included in re.findall(r'^\s*#\s*include\s+"([^"]+)"', source.read_text(), re.MULTILINE):
        other = str(Path(included).parent)
        if folder not in MAY_INCLUDE:
            complaints.append(f"harness/{folder} is not in the table of {Path(__file__).name}")
        elif other != folder and other not in MAY_INCLUDE[folder]:
            complaints.append(f"{source.relative_to(ROOT)} includes {included}:"
                              f" {folder} may not include {other}")
finish(complaints)
