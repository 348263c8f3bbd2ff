#!/usr/bin/env python3
"""What each command prints with --format json is as its schema says, whatever happened in the run; a key
that the schema does not know is refused everywhere."""

import json
import subprocess
import sys

from schema import FOLDER, forgiven, wrong_in  # first: it may start another Python

from harness import BUILD, command
from project import ROOT, finish

PROGRAMS = ROOT / "tests/programs"
MAPS = {"environment.sysctls", "commands", "exit"}


def receiver(path):
    return ["--receiver", f"{sys.executable} -S {PROGRAMS / path}"]


LAB_01 = BUILD / "bin/01-two-writes-one-read-fixed"
RECEIVER = f"{LAB_01} receiver --listen {{host}}:{{port}}"
SENDER = f"{LAB_01} sender --connect {{host}}:{{port}}"

def server(which):
    return ["--server", f"{sys.executable} -S {PROGRAMS / which / 'own_server.py'}"]


CLIENT = ["--client", f"bytes:{PROGRAMS / 'right/own_client.bytes'}"]

# The name of the schema, and of each command what it is given.
LABS = [
    ("list", ["list"]),
    ("doctor", ["doctor"]),
    ("run", ["run", "01", "broken"]),
    ("run", ["run", "06", "fixed"]),
    ("repeat", ["repeat", "01", "--times", "3"]),
    ("comparison", ["compare", "01", "03", "06", "14", "18"]),
    ("check", ["check", "01"]),
    ("check", ["check", "06"]),
    ("claims", ["claims", "01", "07"]),
    ("claims", ["claims", "10"]),
    ("trial", ["try", "01", *receiver("right/read_exact.py"), "--schedule", "cuts=1"]),
    ("trial", ["try", "01", *receiver("wrong/first_try.py")]),
    ("trial", ["try", "01", "--receiver", "false"]),
    ("trial", ["try", "06", *receiver("wrong/datagrams_as_stream.py")]),
    ("trial", ["try", "01", "--receiver", "yes", "--schedule", "whole"]),
    ("trial", ["try", "01", "--sender", "true", *receiver("right/read_exact.py"), "--timeout", "1"]),
    ("own-trial", ["try", *server("right"), *CLIENT, "--quick"]),
    ("own-trial", ["try", *server("wrong"), *CLIENT, "--quick", "--all-failures"]),
    ("observation", ["observe", "--receiver", RECEIVER, "--sender", SENDER]),
    ("observation", ["observe", "--receiver", "tail -f /dev/null", "--sender", "true", "--timeout", "1"]),
    ("observation", ["observe", "--program", f"one={RECEIVER}", "--program", f"two={SENDER}"]),
]
# The same of labs that lie, so that runs hang, crash, print what is no UTF-8, leave processes behind …
LYING = [
    ("comparison", ["compare", "all", "--timeout", "1", "--net", "loopback"]),
    ("check", ["check", "--timeout", "1", "--net", "loopback"]),
]


def printed(arguments, **where):
    """The document, and its name."""
    done = subprocess.run(command(*arguments, "--format", "json", **where), capture_output=True, timeout=120,
                          stdin=subprocess.DEVNULL)
    try:
        return json.loads(done.stdout)
    except ValueError:
        finish([f"{arguments} prints no document: {done.stdout[:300]} {done.stderr[:300]}"])


def complaints(name, arguments, **where):
    document = printed(arguments, **where)
    wrong = wrong_in(name, document)
    return [f"{arguments}: {wrong}"] if wrong else list(forgiven(name, document, MAPS))


found = []
for name, arguments in LABS:
    found += complaints(name, arguments, root=BUILD)
for name, arguments in LYING:
    found += complaints(name, arguments)
untested = {path.stem for path in FOLDER.glob("*.json")} - {name for name, _ in LABS} \
    - {"parts", "recording", "recording-document"}
finish(found + [f"no output was held to schemas/{name}.json" for name in sorted(untested)])
