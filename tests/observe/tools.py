"""Runs `stickylab observe`, and reads what it recorded."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BUILD = Path(os.environ.get("STICKYLAB_BUILD", Path(__file__).parents[2] / "build"))
STICKYLAB = BUILD / "bin/stickylab"
SKIPPED = 77
PATIENCE_S = 50

READS = {"recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv", "preadv2", "splice_from"}
WRITES = {"send", "sendto", "sendmsg", "sendmmsg", "write", "writev", "pwritev2", "dprintf", "sendfile",
          "splice"}
PEER = {"sender": "receiver", "receiver": "sender"}


def stickylab(*args):
    return subprocess.run([STICKYLAB, *args], capture_output=True, text=True, timeout=PATIENCE_S,
                          stdin=subprocess.DEVNULL)


def observe(*args):
    return stickylab("observe", *args)


def recording(*args):
    """(what it printed, the events that it recorded)"""
    return recording_of(*args, words=())


def recording_of(*options, words):
    """The same of commands in words, which stand behind all options."""
    with tempfile.TemporaryDirectory(prefix="stickylab-observe-") as folder:
        done = observe(*options, "--record", folder, *words)
        if done.returncode != 0:
            raise AssertionError(f"exit {done.returncode}\n{done.stdout}{done.stderr}")
        lines = (Path(folder) / "observed.ndjson").read_text().splitlines()
        return done.stdout, [json.loads(line) for line in lines[1:]]


def calls(events, who, names):
    """The calls of an end that moved bytes, as they returned."""
    return [event for event in events
            if event["name"] == "sock:return" and event["who"] == who
            and event["data"]["call"] in names and event["data"]["result"] > 0]


def packets(events, who=None):
    return [event for event in events
            if event["name"] in ("tcp:segment", "udp:datagram")
            and who in (None, event["data"]["from"])]


def payload(events):
    return b"".join(bytes.fromhex(event["data"].get("hex", "")) for event in events)


def main():
    """Runs the tests of the calling script, or says why they cannot be run here."""
    done = observe("--net", "one-host", "--receiver", "true", "--sender", "true")
    if done.stderr.startswith("stickylab: --net one-host:"):
        print("skipped:", done.stderr.strip())
        sys.exit(SKIPPED)
    unittest.main()
