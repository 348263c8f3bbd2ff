#!/usr/bin/env python3
"""Fifty runs on two hosts at once; then nothing of them is left. The same after SIGKILL of the
harness in the middle. 77: two hosts cannot be had here."""

import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "wrong"))
from survivors import processes_of, survivors  # noqa: E402

BUILD = Path(os.environ["STICKYLAB_BUILD"])
TOOL = BUILD / "bin/stickylab"
AT_ONCE = 50


def network_namespaces(pids):
    """Those that the processes are in, or hold by a descriptor; ours is not counted."""
    found = set()
    for pid in pids:
        folder = Path("/proc") / str(pid)
        try:
            for link in [folder / "ns/net", *folder.glob("fd/*")]:
                target = os.readlink(link)
                if target.startswith("net:"):
                    found.add(target)
        except OSError:
            continue  # it has ended, or belongs to somebody else
    return found - {os.readlink("/proc/self/ns/net")}


def everybody():
    return [folder.name for folder in Path("/proc").glob("[0-9]*")]


class Crowd(unittest.TestCase):
    def start(self, *words):
        harness = subprocess.Popen([TOOL, "check", "04", "--net", "two-hosts", *words],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(harness.stdout.close)
        return harness

    def assertNothingLeft(self, namespaces):
        self.assertGreater(len(namespaces), AT_ONCE, "so many were not at work at once")
        self.assertEqual(survivors(BUILD / "bin", within_s=3), [])
        self.assertEqual(network_namespaces(everybody()) & namespaces, set())

    def test_fifty_at_once_and_none_is_left(self):
        harness = self.start("--repeat", str(AT_ONCE), "--jobs", str(2 * AT_ONCE), "--timeout",
                             "30", "--format", "json")
        namespaces = set()
        while harness.poll() is None:
            namespaces |= network_namespaces(processes_of(BUILD / "bin"))
        lab = json.load(harness.stdout)["labs"][0]
        self.assertEqual((lab["runs"], lab["reproduced"]), (AT_ONCE, AT_ONCE))
        self.assertNothingLeft(namespaces)

    def test_none_is_left_after_sigkill_in_the_middle(self):
        harness = self.start("--repeat", "1000", "--jobs", str(AT_ONCE))
        namespaces = set()
        while len(namespaces) <= 2 * AT_ONCE:
            self.assertIsNone(harness.poll(), "it ended before it could be killed")
            namespaces |= network_namespaces(processes_of(BUILD / "bin"))
        harness.kill()
        harness.wait()
        self.assertNothingLeft(namespaces)


if __name__ == "__main__":
    doctor = json.loads(subprocess.check_output([TOOL, "doctor", "--format", "json"]))
    if not doctor["two_hosts"]:
        print("skipped: two hosts cannot be had here:", doctor["why_no_two_hosts"])
        sys.exit(77)
    unittest.main()
