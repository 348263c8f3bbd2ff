#!/usr/bin/env python3
"""A lab that states nothing of deliveries: somebody's own program is run once, as the lab's own are."""

import json
import os
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = Path(os.environ.get("STICKYLAB_BUILD", ROOT / "build"))
LAB = ROOT / "labs/31-address-in-use"
PLAIN = "is run as it is"


def tried(*options):
    return subprocess.run([BUILD / "bin/stickylab", "try", "31", *options, "--color", "never"],
                          capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


class Plain(unittest.TestCase):
    def test_the_fix_passes_and_the_fault_is_caught(self):
        for version, exit_status, verdict in (("fixed", 0, "passed: same:"), ("broken", 1, "fails: lost:")):
            with self.subTest(version):
                done = tried(LAB / f"{version}.cpp")
                self.assertEqual(done.returncode, exit_status, done.stdout + done.stderr)
                self.assertIn(PLAIN, " ".join(done.stdout.split()))
                self.assertIn(verdict, done.stdout)

    def test_one_program_in_the_place_of_one_end(self):
        broken = BUILD / "bin/31-address-in-use-broken"
        receiver = f"{broken} receiver --listen {{host}}:{{port}}"
        self.assertEqual(tried("--receiver", receiver).returncode, 1)
        sender = f"{broken} sender --connect {{host}}:{{port}}"
        self.assertEqual(tried("--sender", sender).returncode, 0)

    def test_json_is_that_of_a_run(self):
        done = tried(LAB / "fixed.cpp", "--format", "json")
        self.assertEqual(json.loads(done.stdout)["accepted"], 2)

    def test_what_is_of_deliveries_is_refused(self):
        for options in (("--schedule", "whole"), ("--format", "tap"), ("--judge", "sender")):
            with self.subTest(options):
                done = tried(LAB / "fixed.cpp", *options)
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"stickylab: {options[0]}: lab 31 {PLAIN}", done.stderr)


if __name__ == "__main__":
    unittest.main()
