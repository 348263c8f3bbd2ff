#!/usr/bin/env python3
"""Three people talk over lab 52's server, and the promise is checked: each message is shown once and in
order, or its speaker is told that nobody knows. Usage: people.py PROGRAM HOST:PORT MESSAGES SECONDS [FILE]
Prints a line of figures, into FILE too, and ends with 1 if the promise was broken."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

OUTCOME = re.compile(r"(delivered|not delivered, as far as is known|nobody of this name is there"
                     r"|the server did not know us any more): bob: (.*)")


class Person:
    """`client … chat NAME`, joined; what it prints is collected."""

    def __init__(self, program, place, name, patience_until):
        self.joined = False
        while not self.joined and time.monotonic() < patience_until:
            self.start(program, place, name)
        if not self.joined:
            raise SystemExit(f"{name} could not join")

    def start(self, program, place, name):
        self.process = subprocess.Popen([program, "client", place, "chat", name], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.joined = self.process.stderr.readline().startswith("joined")
        if not self.joined:
            self.process.communicate()
            return
        self.heard, self.told = [], []
        self.threads = [threading.Thread(target=self.collect, args=what, daemon=True)
                        for what in ((self.process.stdout, self.heard), (self.process.stderr, self.told))]
        for thread in self.threads:
            thread.start()

    @staticmethod
    def collect(stream, lines):
        lines += iter(lambda: stream.readline().rstrip("\n"), "")

    def say_all(self, to, texts):
        self.process.stdin.write("".join(f"{to}: {text}\n" for text in texts))
        self.process.stdin.close()  # it leaves when each has its outcome

    def wait(self, until):
        try:
            self.process.wait(max(1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise SystemExit("a client does not end") from None
        for thread in self.threads:
            thread.join()


def complaints(speaker, name, said, heard):
    shown = [int(line.split(": ", 1)[1]) for line in heard if line.startswith(name + ": ")]
    outcomes = [OUTCOME.fullmatch(line) for line in speaker.told]
    ends = [int(match[2]) for match in outcomes if match]
    delivered = {int(match[2]) for match in outcomes if match and match[1] == "delivered"}
    if shown != sorted(set(shown)):
        yield f"{name}'s messages are not shown once and in order: {shown}"
    if sorted(ends) != list(said):
        yield f"{name}'s messages do not have one outcome each: {sorted(ends)}"
    if not delivered <= set(shown):
        yield f"{name} was told of a delivery that was none: {delivered - set(shown)}"
    figures.append(f"{name}: {len(said)} said, {len(shown)} shown, {len(delivered)} confirmed")


figures = []
program, place, count, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
until = time.monotonic() + seconds
bob = Person(program, place, "bob", until)
speakers = {name: Person(program, place, name, until) for name in ("ann", "carl")}
said = range(count)
for speaker in speakers.values():
    speaker.say_all("bob", said)
for speaker in speakers.values():
    speaker.wait(until)
bob.process.stdin.close()
bob.wait(until)
wrong = [line for name, speaker in speakers.items() for line in complaints(speaker, name, said, bob.heard)]
conclusion = "people: " + "; ".join(wrong or figures)
print(conclusion)
if len(sys.argv) > 5:
    Path(sys.argv[5]).write_text(conclusion)
sys.exit(1 if wrong else 0)
