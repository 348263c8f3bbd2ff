#!/usr/bin/env python3
"""Wrong programs and right ones, each under every schedule: each wrong one must be caught for what
it is, by the first schedule that shows it; no right one may be. Usage: catalogue.py [PART OF NAME]"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BUILD = Path(os.environ.get("STICKYLAB_BUILD", HERE.parents[1] / "build"))
# -S: a Python that looks for no installed packages starts in a fifth of the time.
INTERPRETERS = {".py": [sys.executable, "-S"], ".mjs": ["node"], ".pl": ["perl"]}
PATIENCE_S = 300


@dataclass
class Case:
    """One or two programs, and what must be said of them: a fault (the verdict, where that is the
    fault) and the schedule; both are empty for a right program."""
    receiver: str = ""  # the lab's own, where none is named
    sender: str = ""
    fault: str = ""
    schedule: str = ""
    lab: str = "01"
    deadline_s: str = "5"  # of one delivery, with every core busy

    @property
    def name(self):
        return " + ".join(filter(None, (self.receiver, self.sender)))

    @property
    def expected(self):
        return (self.fault or "passed", self.schedule)


FIRST_REPLY = "whole replies cuts=1"  # "ok" comes as "o" and "k"

WRONG = [
    Case("wrong/header_recv_1024.py", fault="lost", schedule="whole"),
    Case("wrong/drops_the_rest.cpp", fault="lost", schedule="whole"),
    Case("wrong/length_counts_header.py", fault="torn", schedule="whole"),
    Case("wrong/native_order.py", fault="lost", schedule="whole"),
    Case("wrong/first_try.py", fault="garbled", schedule="cuts=1"),
    Case("wrong/one_recv_header.py", fault="lost", schedule="cuts=1"),
    Case("wrong/one_recv_header.cpp", fault="garbled", schedule="cuts=1"),
    Case("wrong/waits_before_reading.py", fault="garbled", schedule="cuts=1"),
    # It takes text for a length and calls recv so many times, 1.6 million: about as long as it may.
    Case("wrong/counts_what_it_asked_for.py", fault="hang or torn", schedule="cuts=5",
         deadline_s="2"),
    Case("wrong/one_recv_body.cpp", fault="torn", schedule="cuts=5"),
    Case("wrong/decodes_per_chunk.py", fault="garbled", schedule="cuts=1", lab="02"),
    Case("wrong/guesses_boundaries.py", fault="silent-end", schedule="whole fin@1"),
    Case("wrong/spins_on_half_header.cpp", fault="hang", schedule="whole fin@1", deadline_s="1"),
    Case("wrong/eof_ends_the_message.py", fault="garbled", schedule="whole fin@4"),
    Case("wrong/eof_ends_the_message.cpp", fault="garbled", schedule="whole fin@4"),
    Case("wrong/prints_as_it_comes.py", fault="garbled", schedule="whole fin@4"),
    Case("wrong/ignores_the_reset.py", fault="silent-end", schedule="whole rst@1"),
    Case("wrong/one_recv_one_message.py", "wrong/sender_plain.py", "merged", "whole"),
    Case("wrong/lines_per_chunk.py", "right/sender_lines.py", "torn", "cuts=1"),
    Case("wrong/delimiter_in_chunk.py", "right/sender_lines.py", "lost", "cuts=13"),
    Case(sender="wrong/sender_native_order.cpp", fault="lost", schedule="real run"),
    Case(sender="wrong/sender_counts_header.py", fault="garbled", schedule="real run"),
    Case(sender="wrong/sender_forgets_the_last.py", fault="lost", schedule="real run"),
    Case(sender="wrong/sender_one_recv_reply.py", fault="lost", schedule=FIRST_REPLY, lab="03"),
    Case(sender="wrong/sender_one_recv_reply.cpp", fault="lost", schedule=FIRST_REPLY, lab="03"),
    Case(sender="wrong/sender_takes_what_came.py", fault="lost", schedule=FIRST_REPLY, lab="03"),
    Case(sender="wrong/sender_sends_again.py", fault="extra", schedule=FIRST_REPLY, lab="03"),
    Case(sender="wrong/sender_does_not_look.py", fault="crash", schedule=FIRST_REPLY, lab="03"),
    Case(sender="wrong/sender_skips_what_it_does_not_know.py", fault="hang", schedule=FIRST_REPLY,
         lab="03"),
    Case(sender="wrong/sender_counts_recvs.py", fault="crash", schedule="whole replies whole",
         lab="03"),
    Case("wrong/one_recv_words.py", "wrong/sender_one_recv_reply.py", "garbled", "cuts=1",
         lab="03"),
    Case("right/replies.py", "wrong/sender_one_recv_reply.py", "lost", FIRST_REPLY, lab="03"),
]

RIGHT = [
    Case("right/read_exact.py"),
    Case("right/buffered.py"),
    Case("right/makefile.py"),
    Case("right/streams.py"),
    Case("right/read_exact.cpp"),
    Case("right/read_exact_static"),
    Case("right/buffered.cpp"),
    Case("right/waitall.cpp"),
    Case("right/low_water.cpp"),
    Case("right/uv.cpp"),
    Case("right/net.mjs"),
    Case("right/read.pl"),
    Case("right/lines.py", "right/sender_lines.py"),
    Case("right/read_exact.py", "right/sender_one_buffer.py"),
    Case(sender="right/sender_reads_reply.py", lab="03"),
    Case(sender="right/sender_makefile.py", lab="03"),
    Case(sender="right/sender_streams.py", lab="03"),
    Case(sender="right/sender_window.py", lab="03"),
    Case(sender="right/sender_net.mjs", lab="03"),
]


def missing(case):
    """The interpreter that is not here, if there is one."""
    for program in (case.receiver, case.sender):
        interpreter = INTERPRETERS.get(Path(program).suffix)
        if interpreter and not shutil.which(interpreter[0]):
            return interpreter[0]
    return None


def uses_kit(program):
    source = HERE / program
    return source.suffix == ".cpp" and "run_tcp" in source.read_text()


def command(program, end):
    interpreter = INTERPRETERS.get(Path(program).suffix)
    if interpreter:
        return f"{shlex.join([*interpreter, str(HERE / program)])} {{host}} {{port}}"
    binary = BUILD / "programs" / program.replace("/", "_").removesuffix(".cpp")
    if not uses_kit(program):
        return f"'{binary}' {{host}} {{port}}"
    option = {"receiver": "--listen", "sender": "--connect"}[end]
    return f"'{binary}' {end} {option} {{host}}:{{port}}"


def tried(case):
    """(fault or "passed", schedule, how many schedules were tried)"""
    ends = [word for end in ("receiver", "sender") if getattr(case, end)
            for word in (f"--{end}", command(getattr(case, end), end))]
    done = subprocess.run([BUILD / "bin/stickylab", "try", case.lab, *ends, "--net", "loopback",
                           "--timeout", case.deadline_s, "--format", "json"],
                          capture_output=True, text=True, timeout=PATIENCE_S)
    try:
        trial = json.loads(done.stdout)
    except json.JSONDecodeError:
        return f"exit {done.returncode}: {done.stderr.strip()}", "", 0
    if done.returncode != (0 if trial["passed"] else 1):
        return f"exit {done.returncode}, passed: {trial['passed']}", "", trial["schedules"]
    if trial["passed"]:
        return "passed", "", trial["schedules"]
    failure = trial["failure"]
    fault = failure["verdict"] if failure["fault"] == "verdict" else failure["fault"]
    return fault, failure["schedule"] or "real run", trial["schedules"]


def row(*cells):
    print("{:62} {:12} {:20} {:>5}  {}".format(*cells).rstrip(), flush=True)


def compare(case):
    """Prints the program's row; whether it says what it must."""
    if without := missing(case):
        row(case.name, "skipped", "", "", f"{without} is not here")
        return True
    fault, schedule, count = tried(case)
    faults, expected_schedule = case.expected
    right = fault in faults.split(" or ") and schedule == expected_schedule
    row(case.name, fault, schedule, count,
        "" if right else f"✗ must be {' '.join(case.expected)}")
    return right


def main():
    cases = [case for case in WRONG + RIGHT
             if all(word in case.name for word in sys.argv[1:])]
    row("program", "verdict", "schedule", "tried", "")
    surprises = [case for case in cases if not compare(case)]
    print(f"{len(cases)} tried, {len(surprises)} not as they must be")
    sys.exit(1 if surprises or not cases else 0)


main()
