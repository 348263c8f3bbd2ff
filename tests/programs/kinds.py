#!/usr/bin/env python3
"""Faults that public reports tell of: what is said of each, by which delivery, and what to look at.
Only the telling deliveries are made, and all of them for two. Usage: kinds.py [PART OF NAME]"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BUILD = Path(os.environ.get("STICKYLAB_BUILD", HERE.parents[1] / "build"))
PATIENCE_S = 120
PYTHON = f"'{sys.executable}' -S"


@dataclass
class Kind:
    receiver: str  # a file below wrong/ or right/; empty: the lab's own
    sends: str  # words for sender_framed.py, or a file; empty: the lab's own
    schedules: tuple  # the telling ones
    told: tuple  # the fault, or its verdict; the schedule
    hint: str  # how it begins; empty: there must be none
    lab: str = "01"
    full: bool = False  # all deliveries are made, not the telling ones only


LINES = "lines hello world"
WITHHELD = ("whole", "whole silence")
KINDS = [
    Kind("wrong/polls_but_buffers.py", LINES, WITHHELD, ("withheld", "whole silence"),
         "what your own buffer holds", full=True),
    Kind("wrong/a_line_an_event.mjs", LINES, WITHHELD, ("withheld", "whole silence"),
         "what your own buffer holds"),
    Kind("wrong/forgets_at_the_timeout.py", LINES, ("cuts=3 pause=600ms",),
         ("garbled", "cuts=3 pause=600ms"), "what has been read when a timeout comes"),
    Kind("wrong/leaves_at_hangup.cpp", LINES, ("whole merged",), ("lost", "whole merged"),
         "it closed with 12 B unread", full=True),
    Kind("wrong/first_command_only.go", LINES, ("whole",), ("lost", "whole"),
         ""),  # its reads are not seen
    Kind("wrong/AvailableIsTheEnd.java", LINES, ("cuts=3",), ("torn", "cuts=3"),
         "what has come up to the |"),
    Kind("wrong/short_length_in_one.py", "short hello world", ("cuts=1",), ("lost", "cuts=1"),
         "the cut falls inside the header"),
    Kind("wrong/end_in_one_chunk.py", "mllp hello world", ("cuts=15",), ("lost", "cuts=15"),
         "the cut falls inside a delimiter, between \\x1c and \\r"),
    Kind("wrong/own_port.py", LINES, ("whole",), ("not-run", None), "it listens on 127.0.0"),
    Kind("wrong/serves_for_ever.py", LINES, ("whole",), ("hang", "whole"),
         "all was understood, and its connection is closed"),
    Kind("wrong/serves_for_ever.py", "lines open shut", ("whole",), ("hang", "whole"),
         "the sender's messages"),
    Kind("", "wrong/sender_one_recv_reply.py", ("whole replies cuts=1",),
         ("lost", "whole replies cuts=1"), "one recv may bring less", lab="03"),
    Kind("", "wrong/sender_recv_is_a_reply.py", ("whole replies cuts=1",),
         ("lost", "whole replies cuts=1"), "what one recv brings may be a part", lab="03"),
    Kind("", "wrong/sender_counts_recvs.py", ("whole replies whole",),
         ("crash", "whole replies whole"), "a reply came whole in one recv", lab="03"),
]


def command(program, end, folder):
    """How it is run, built first if it must be; nothing if its tool is not here."""
    file, binary = HERE / program, BUILD / "programs" / program.replace("/", "_")
    if file.suffix == ".py":
        return f"{PYTHON} '{file}'"
    if file.suffix == ".cpp":
        option = {"receiver": "--listen", "sender": "--connect"}[end]
        kit = f"{end} {option} {{host}}:{{port}}"
        return f"'{binary.with_suffix('')}' " + (kit if "run_tcp" in file.read_text() else "")
    tool = {".mjs": "node", ".go": "go", ".java": "javac"}[file.suffix]
    if not shutil.which(tool):
        return None
    if tool == "node":
        return f"node '{file}'"
    if tool == "go":
        subprocess.run(["go", "build", "-o", f"{folder}/{file.stem}", file], check=True,
                       env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod"})
        return f"'{folder}/{file.stem}' {{host}} {{port}}"
    subprocess.run(["javac", "-d", folder, file], check=True)
    return f"java -Xshare:auto -cp '{folder}' {file.stem} {{host}} {{port}}"


def run(kind, ends, *options, full=False):
    schedules = [word for line in kind.schedules for word in ("--schedule", line) if not full]
    limit = () if kind.receiver.endswith((".java", ".mjs")) else ("--timeout", "1")
    return subprocess.run([BUILD / "bin/stickylab", "try", kind.lab, *ends, *schedules, *limit,
                           "--net", "loopback", "--lang", "en", *options],
                          capture_output=True, text=True, timeout=PATIENCE_S).stdout


def told(kind, ends):
    """((fault, schedule), hint) of one run each: the document has no hint, the text no names."""
    failure = json.loads(run(kind, ends, "--format", "json", full=kind.full))["failure"] or {}
    fault = failure.get("fault", "passed")
    hint = re.search(r"^look at: (.*)$", run(kind, ends, "--width", "1000"), re.MULTILINE)
    return ((failure["verdict"] if fault == "verdict" else fault, failure.get("schedule")),
            hint[1] if hint else "")


def compare(kind, folder):
    """Prints its row; whether it is as it must be."""
    name = " + ".join(filter(None, (kind.receiver, kind.sends)))
    sends = f"right/sender_framed.py {kind.sends}" if kind.receiver else kind.sends
    program, _, words = sends.partition(" ") if kind.sends else ("", "", "")
    ends = []
    for end, file in (("receiver", kind.receiver), ("sender", program)):
        if not file:
            continue
        if not (line := command(file, end, folder)):
            print(f"{name}: skipped, its tool is not here")
            return True
        ends += [f"--{end}", f"{line} {words if end == 'sender' else ''}".strip()]
    began = time.monotonic()
    found, hint = told(kind, ends)
    right = found == kind.told and hint.startswith(kind.hint) and bool(hint) == bool(kind.hint)
    print(f"{name}: {found}, {hint!r}, {time.monotonic() - began:.1f} s" + ("" if right else f"  ✗ must be {kind.told}, {kind.hint!r}"),
          flush=True)
    return right


def main():
    kinds = [kind for kind in KINDS if all(word in kind.receiver + kind.sends
                                           for word in sys.argv[1:])]
    with tempfile.TemporaryDirectory(prefix="stickylab-kinds-") as folder:
        wrong = [kind for kind in kinds if not compare(kind, folder)]
    print(f"{len(kinds)} tried, {len(wrong)} not as they must be")
    sys.exit(1 if wrong or not kinds else 0)


main()
