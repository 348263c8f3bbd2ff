#!/usr/bin/env python3
"""The schemas have the names and keys of the harness, all of them and no other."""

import json
import re

from project import ROOT, finish

HARNESS = ROOT / "harness"
PARTS = json.loads((ROOT / "schemas/parts.json").read_text())["$defs"]
RECORDING = json.loads((ROOT / "schemas/recording.json").read_text())["$defs"]
CLAIMS = json.loads((ROOT / "schemas/claims.json").read_text())["$defs"]
OWN_TRIAL = json.loads((ROOT / "schemas/own-trial.json").read_text())["$defs"]
DOCTOR = json.loads((ROOT / "schemas/doctor.json").read_text())["properties"]

# A table of names in a source: what has its names in the schemas.
TABLES = [
    ("judge/names.cpp", "kReasons", PARTS["reason"]["enum"]),
    ("judge/names.cpp", "kNames", PARTS["outcome"]["enum"]),
    ("judge/trial.cpp", "kNames", PARTS["fault"]["enum"]),
    ("judge/own_outcome.cpp", "kNames", OWN_TRIAL["fault"]["enum"]),
    ("schedule/groups.cpp", "kNames", OWN_TRIAL["group"]["enum"]),
    ("judge/claims.cpp", "kNames", ["none", *CLAIMS["doubt"]["enum"]]),
    ("catalog/verdict.cpp", "kVerdicts", PARTS["verdict"]["enum"]),
    ("catalog/verdict.cpp", "kTruths", CLAIMS["claim"]["properties"]["expected"]["enum"]),
    ("recording/names.cpp", "kCalls", RECORDING["sock_enter"]["properties"]["call"]["enum"]),
    ("recording/names.cpp", "kStops", PARTS["stop"]["enum"]),
    ("recording/names.cpp", "kFates", RECORDING["tcp_segment"]["properties"]["fate"]["enum"]),
    ("recording/names.cpp", "kVersions", PARTS["version"]["enum"]),
    ("recording/names.cpp", "kNets", PARTS["net"]["enum"]),
    ("recording/names.cpp", "kProbes", PARTS["probe"]["enum"]),
    ("recording/names.cpp", "kSides", PARTS["side"]["enum"]),
    ("recording/ndjson.cpp", "kFor", ["unknown", *RECORDING["process_waits"]["properties"]["for"]["enum"]]),
    ("report/doctor.cpp", "kNames", DOCTOR["obstacles"]["items"]["enum"]),
]
# The keys that a source writes stand there as literals: alone in braces, in brackets, or after add(.
KEY = re.compile(r'(?:\{|\[std::string\(|\[|\badd\()"([a-z_]+)"[,\]]')
IN_BRACES_BUT_NO_KEY = {"calls", "wire", "kernel", "unknown", "stdout"}


def table(path, name):
    return re.findall(r'"([^"]+)"', re.search(rf"{name} = \{{(.*?)\}};", (HARNESS / path).read_text(), re.S)[1])


def number_names():
    return re.findall(r'\{Number::\w+, "(\w+)"', (HARNESS / "catalog/numbers.cpp").read_text())


def keys_of_schemas():
    """Each property that a schema names."""
    found = set()

    def collect(schema):
        for key, inner in schema.items() if isinstance(schema, dict) else enumerate(schema):
            if key == "properties":
                found.update(inner)
            if isinstance(inner, (dict, list)):
                collect(inner)

    for path in (ROOT / "schemas").glob("*.json"):
        collect(json.loads(path.read_text()))
    return found


def complaints():
    for path, name, names in TABLES:
        if table(path, name) != names:
            yield f"harness/{path}: {name} is {table(path, name)}, the schemas have {names}"
    if number_names() != PARTS["number_name"]["enum"]:
        yield f"the numbers are {number_names()}, the schemas have {PARTS['number_name']['enum']}"
    for document in ("checking.md", "checking.zh.md"):
        named = re.findall(r"^\| `([a-z-]+\.json)` \| `([a-z-]+/[a-z-]+/\d)`|^\| `(recording\.json)`",
                           (ROOT / "docs" / document).read_text(), re.M)
        there = {path.name for path in (ROOT / "schemas").glob("*.json")} - {"parts.json"}
        if {first or other for first, _, other in named} != there:
            yield f"docs/{document} does not name each file of schemas/"
        for name, title, _ in named:
            if name and json.loads((ROOT / "schemas" / name).read_text())["title"] != title:
                yield f"docs/{document}: schemas/{name} is not of {title}"
    known = keys_of_schemas()
    for path in ("report/json.cpp", "report/own_trial.cpp", "recording/ndjson.cpp"):
        for key in sorted(set(KEY.findall((HARNESS / path).read_text())) - IN_BRACES_BUT_NO_KEY - known):
            yield f"harness/{path} writes the key {key}, which is in no schema"


finish(list(complaints()))
