#!/usr/bin/env python3
"""`check` tries what a lab states of its deliveries, and says where that is not true."""

import json
import shlex
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

from harness import STICKYLAB
from lies import check

BY_LUCK, NEVER_RIGHT, ALWAYS_RIGHT, SILENT_END, STATES_NOTHING = "16", "17", "18", "19", "01"


def deliveries(lab, *args):
    """The exit status, how many runs were reproduced, and what the deliveries came to."""
    done = check(lab, "--format", "json", *args)
    found = json.loads(done.stdout)["labs"][0]
    return done.returncode, found["reproduced"], found.get("deliveries", {})


class Deliveries(unittest.TestCase):
    def test_a_fix_that_is_right_by_luck_is_named_with_the_smallest_delivery(self):
        status, reproduced, found = deliveries(BY_LUCK)
        self.assertEqual((status, reproduced), (1, 1))
        fixed = found["fixed"]
        self.assertEqual((fixed["asked"], fixed["as_asked"]), ("everywhere", False))
        self.assertEqual(fixed["first_failure"]["schedule"], "cuts=1")
        self.assertEqual(fixed["first_failure"]["understood"], ["h", "ellow"])

    def test_the_line_to_see_it_again_is_one_that_a_shell_takes(self):
        *_, found = deliveries(BY_LUCK)
        line = shlex.split(found["fixed"]["first_failure"]["again"])
        self.assertEqual((line[0], line[3]), ("stickylab", "try"))
        done = subprocess.run([STICKYLAB, *line[1:], "--format", "json"], capture_output=True,
                              timeout=20)
        again = json.loads(done.stdout)
        self.assertEqual(again["failure"]["understood"], ["h", "ellow"], done.stderr)

    def test_a_silent_end_is_named_with_the_first_byte(self):
        status, _, found = deliveries(SILENT_END)
        self.assertEqual(status, 1)
        failure = found["fixed"]["first_failure"]
        self.assertEqual((failure["fault"], failure["schedule"]), ("silent-end", "whole fin@1"))

    def test_broken_must_be_right_when_it_is_lucky(self):
        status, _, found = deliveries(NEVER_RIGHT)
        broken = found["broken"]
        self.assertEqual((status, broken["as_asked"], broken["same"]), (1, False, 0))
        self.assertGreater(broken["made"], 30)

    def test_broken_must_be_wrong_once(self):
        status, _, found = deliveries(ALWAYS_RIGHT)
        broken = found["broken"]
        self.assertEqual((status, broken["as_asked"]), (1, False))
        self.assertEqual(broken["same"], broken["made"])

    def test_what_is_not_stated_is_not_tried(self):
        self.assertEqual(deliveries(STATES_NOTHING)[2], {})

    def test_they_belong_to_the_first_run(self):
        made = [bool(deliveries(BY_LUCK, "--repeat", "4", "--shard", f"{k}/2")[2])
                for k in (1, 2)]
        self.assertEqual(sorted(made), [False, True])

    def test_every_format_says_it(self):
        text = check(BY_LUCK).stdout.decode()
        self.assertIn("fixed: not same under the delivery cuts=1", text)
        self.assertIn("again: stickylab --root ", text)
        tap = check(BY_LUCK, "--format", "tap").stdout.decode()
        self.assertIn("not ok 1 - 16 holds-by-luck", tap)
        self.assertIn("    schedule: 'cuts=1'", tap)
        junit = ElementTree.fromstring(check(BY_LUCK, "--format", "junit").stdout)
        suite = junit.find("testsuite")
        cases = {case.get("name"): case for case in suite.iter("testcase")}
        self.assertEqual(sorted(cases), ["broken", "fixed", "fixed deliveries"])
        self.assertEqual([name for name in cases if cases[name].find("failure") is not None],
                         ["fixed deliveries"])
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("3", "1"))


if __name__ == "__main__":
    unittest.main()
