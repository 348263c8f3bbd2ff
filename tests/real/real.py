#!/usr/bin/env python3
"""Real programs are observed, and what is said of them is held against tshark, the kernel's own account
and strace. Usage: real.py PAIR; of pairs.py."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import unittest
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "observe"))
from pairs import ENVIRONMENT, PAIRS
from recorded import STRACED, Recorded, Statements, Tshark, strace_results
from tools import PATIENCE_S, SKIPPED, STICKYLAB

NOBODY = 65534
ACTORS = ("sender", "receiver")


def as_user(user):
    """What makes a command one of that user; nothing for whoever runs this."""
    if user != "nobody" or os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def as_nobody(prepare, folder):
    child = os.fork()
    if child > 0:
        if os.waitpid(child, 0)[1] != 0:
            raise AssertionError("it could not be prepared")
        return
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        ENVIRONMENT["HOME"] = str(folder)
        prepare(folder)
        os._exit(0)
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(1)


class Run:
    """One run of a pair, in a folder of its own."""

    def __init__(self, pair, user, *options, strace=()):
        with tempfile.TemporaryDirectory(prefix="stickylab-real-") as name:
            self.folder = Path(name)
            self.prepare(pair, user)
            self.commands = {who: self.command(pair, who, who in strace) for who in ACTORS}
            begin = time.monotonic()
            self.done = subprocess.run(
                [*as_user(user), STICKYLAB, "observe", "--net", "two-hosts", "--timeout", "45",
                 "--lang", "en", "--sender-input", pair.input, "--record", "record",
                 *(word for who in ACTORS for word in (f"--{who}", self.commands[who])), *options],
                cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True,
                timeout=PATIENCE_S + pair.limit_s, stdin=subprocess.DEVNULL)
            self.seconds = time.monotonic() - begin
            if self.done.returncode == 0:
                self.read(pair, strace)

    def prepare(self, pair, user):
        self.folder.chmod(0o755)
        if as_user(user):
            os.chown(self.folder, NOBODY, NOBODY)
            as_nobody(pair.prepare, self.folder)
        else:
            pair.prepare(self.folder)

    def command(self, pair, who, strace):
        command = getattr(pair, who).replace("FOLDER", str(self.folder))
        return f"strace -ff -yy -o strace-{who} -e trace={STRACED} {command}" if strace else command

    def read(self, pair, strace):
        file = self.folder / "record/observed.ndjson"
        self.recorded = Recorded(file)
        capture = file.with_suffix(".pcapng")
        subprocess.run([STICKYLAB, "export", file, "--lang", "en", "--pcapng", capture], check=True,
                       timeout=PATIENCE_S + pair.limit_s)
        self.tshark = Tshark(capture, pair.protocol)
        self.files = {name: (self.folder / name).read_bytes() for name in pair.files}
        self.straced = {who: strace_results(self.folder, who) for who in strace}


class Real(unittest.TestCase):
    pair: str

    @property
    def of(self):
        return PAIRS[self.pair]

    def run_pair(self, user, *options, strace=()):
        run = Run(self.of, user, *options, strace=strace)
        said = f"{run.commands}\n{run.done.stdout[-3000:]}{run.done.stderr}"
        self.assertEqual(run.done.returncode, 0, said)
        self.assertLess(run.seconds, self.of.limit_s, said)
        self.check_ends(run, said)
        self.check_content(run)
        self.check_tshark(run)
        return run

    def check_ends(self, run, said):
        ends = {event["who"]: event["data"] for event in run.recorded.events
                if event["name"] == "process:exit"}
        self.assertEqual(ends["sender"], {"code": 0, "signal": 0, "stopped": False}, said)
        self.assertLessEqual({data["why"] for data in run.recorded.of("harness:stopped")}, {"over"})
        for name in ("wire:missed", "probe:dropped"):
            self.assertEqual(run.recorded.of(name), [])

    def check_content(self, run):
        self.assertEqual(len(run.recorded.connections), self.of.connections)
        for who, (pattern, times) in self.of.says.items():
            self.assertEqual(len(pattern.findall(run.recorded.said(who))), times, who)
        self.assertEqual(run.files, self.of.files)

    def check_tshark(self, run):
        self.assertEqual(run.tshark.errors(), [])
        tcp, udp = run.tshark.streams()
        self.assertEqual(filled(tcp), filled(run.recorded.wire))
        self.assertEqual(filled(udp), filled(run.recorded.datagrams))
        if self.of.protocol != "data":
            self.assertTrue(any(self.of.protocol in packet["frame.protocols"].split(":")
                                for packet in run.tshark.packets), "read by tshark as it is")

    def users(self):
        users = self.of.users
        if os.geteuid() != 0:
            return [user for user in users if user == "nobody"]
        return users

    def test_pair(self):
        for user in self.users():
            with self.subTest(user=user):
                self.check_as(user)

    def check_as(self, user):
        facts = {"pair": self.pair, "user": user}
        for check in self.of.checks:
            with self.subTest(check):
                facts |= getattr(self, f"check_{check}")(user) or {}
        print(json.dumps(facts))

    def check_statements(self, user):
        """Each place of a write that the lanes or the capture state is its place."""
        run = self.run_pair(user, "--no-fold", "--width", "1000", "--color", "never")
        statements = Statements(run.recorded, run.done.stdout, run.tshark.packets)
        self.assertEqual(statements.wrong, [])
        self.assertGreater(statements.checked, 0)
        return {"libc": totals(run, run.recorded.written),
                "wire": totals(run, run.recorded.size), "checked": statements.checked,
                "wrong": len(statements.wrong)}

    def check_unseen(self, user):
        """What is said to be unseen is what the calls leave of the wire."""
        run = self.run_pair(user, "--format", "json")
        said = unseen_of(run)
        missing = {(who, number): count for (who, number), count in run.recorded.missing().items()
                   if who not in self.of.unobserved}
        self.assertEqual(said, missing)
        self.assertEqual(run.recorded.homeless, [])
        return {"seconds": round(run.seconds, 2),
                "unseen": [f"{who} {count}" for (who, _), count in said.items()]}

    def check_kernel(self, user):
        """The kernel's probe sees all that the wire carries."""
        run = self.run_pair(user, "--format", "json", "--probe", "kernel")
        self.assertEqual(run.recorded.missing(), {})
        self.assertNotIn("unseen", json.loads(run.done.stdout))
        self.assertEqual(run.recorded.homeless, [])
        return {"kernel": totals(run, run.recorded.written)}

    def check_strace(self, user):
        """The calls that wrote are those of strace, but for what is said to be unseen."""
        if not shutil.which("strace") or not self.of.straced:
            return {}
        run = self.run_pair(user, strace=self.of.straced)
        unseen = Counter()
        for (who, _), count in run.recorded.missing().items():
            unseen[who] += count
        for who in self.of.straced:
            results = Counter(call["result"] for calls in run.recorded.writes.values()
                              for call in calls if call["who"] == who)
            others = Counter(run.straced[who]) - results
            self.assertEqual(results - Counter(run.straced[who]), Counter(), who)
            self.assertEqual(sum(others.elements()), unseen[who], others)
        return {"straced": sum(map(len, run.straced.values()))}


def filled(streams):
    return {direction: stream for direction, stream in streams.items() if stream}


def totals(run, count):
    return [sum(count(direction) for direction in run.recorded.directions()
                if run.recorded.size(direction) and run.recorded.side(direction) == who)
            for who in ACTORS]


def unseen_of(run):
    said = [one for one in json.loads(run.done.stdout).get("unseen", []) if not one.get("read")]
    return {(one["who"], one["connection"]): one.get("bytes") or one["datagrams"] for one in said}


def why_not(pair):
    """Why this pair cannot be run here, or None."""
    missing = [name for name in (*pair.needs, "tshark")
               if not shutil.which(name, path=ENVIRONMENT["PATH"])]
    if missing:
        return f"no {', '.join(missing)}; make deps-real installs it"
    if os.geteuid() != 0 and pair.users == ("root",):
        return "it needs root"
    doctor = subprocess.run([STICKYLAB, "doctor", "--format", "json"], capture_output=True,
                            timeout=PATIENCE_S)
    return None if json.loads(doctor.stdout)["two_hosts"] else "there are no two hosts here"


def main():
    Real.pair = sys.argv.pop(1)
    if reason := why_not(PAIRS[Real.pair]):
        print(f"skipped: {Real.pair}: {reason}")
        sys.exit(SKIPPED)
    unittest.main()


if __name__ == "__main__":
    main()
