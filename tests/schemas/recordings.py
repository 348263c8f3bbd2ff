#!/usr/bin/env python3
"""Each line of a recording is as its schema says, and so is the document that export makes of it: of real
runs, and of every_event.ndjson, in which each event has each key that it can have. A key that the schema
does not know is refused everywhere."""

import json
import tempfile
from pathlib import Path

from schema import FOLDER, forgiven, wrong_in  # first: it may start another Python

from harness import BUILD, run
from project import finish

EVERY_EVENT = Path(__file__).with_name("every_event.ndjson")

RUNS = [
    ["run", "01", "broken"],
    ["run", "06", "broken"],
    ["run", "03", "fixed", "--net", "loopback"],
    ["observe", "--receiver", f"{BUILD}/bin/01-two-writes-one-read-fixed receiver --listen {{host}}:{{port}}",
     "--sender", f"{BUILD}/bin/01-two-writes-one-read-fixed sender --connect {{host}}:{{port}}"],
]


def recorded(folder):
    """The recordings of real runs."""
    for number, arguments in enumerate(RUNS):
        made = Path(folder) / str(number)
        run(*arguments, "--record", made, root=BUILD, check=True)
        yield from sorted(made.glob("*.ndjson"))


def exported(path):
    return json.loads(run("export", path, "--json", "-", root=BUILD, check=True).stdout)


def complaints(path):
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    wrong = [f"{path.name}, line {number}: {wrong}" for number, line in enumerate(lines, 1)
             if (wrong := wrong_in("recording", line))]
    document = exported(path)
    wrong += [f"{path.name}, exported: {said}" for said in [wrong_in("recording-document", document)] if said]
    return wrong or [f"{path.name}: {said}" for line in lines for said in forgiven("recording", line, ())]


def events_with_all_keys():
    """What every_event.ndjson lacks of the schema, and what the harness makes of it that it is not."""
    schema = json.loads((FOLDER / "recording.json").read_text())["$defs"]
    lines = [json.loads(line) for line in EVERY_EVENT.read_text().splitlines()]
    for name in schema["event"]["properties"]["name"]["enum"]:
        keys = set(schema[name.replace(":", "_")]["properties"])
        had = {key for line in lines[1:] if line["name"] == name for key in line["data"]}
        if keys != had:
            yield f"{EVERY_EVENT.name}: {name} lacks {sorted(keys ^ had)}"
    if exported(EVERY_EVENT)["events"] != lines[1:]:
        yield f"{EVERY_EVENT.name} is not what export makes of it"


with tempfile.TemporaryDirectory() as folder:
    finish([*events_with_all_keys(),
            *(said for path in [EVERY_EVENT, *recorded(folder)] for said in complaints(path))])
