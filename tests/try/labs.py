#!/usr/bin/env python3
"""The labs' own programs: fixed holds under every schedule, broken does not, but under some.
Usage: labs.py NUMBER"""

import sys
import unittest

from trials import lab_file, stages, trial, verdict

NUMBER = sys.argv.pop()
# What breaks the labs, and a schedule under which nobody notices.
BROKEN = {"01": ("merged", "whole"), "02": ("torn", "cuts=1")}
LUCKY = {"01": "cuts=5", "02": "whole"}


class Labs(unittest.TestCase):
    def test_fixed_holds_under_every_schedule(self):
        for net in stages():
            with self.subTest(net):
                found = trial(NUMBER, lab_file(NUMBER, "fixed"), net=net)
                self.assertEqual(verdict(found), ("passed", ""))
                size = len(found["stream_hex"]) // 2
                pairs = (size - 1) * (size - 2) // 2
                self.assertGreaterEqual(found["schedules"], (size - 1) + pairs + 3 * size)

    def test_broken_fails_as_the_lab_says(self):
        for net in stages():
            with self.subTest(net):
                found = trial(NUMBER, lab_file(NUMBER, "broken"), net=net)
                self.assertEqual(verdict(found), BROKEN[NUMBER])

    def test_broken_looks_right_when_it_is_lucky(self):
        found = trial(NUMBER, lab_file(NUMBER, "broken"), "--schedule", LUCKY[NUMBER])
        self.assertEqual(verdict(found), ("passed", ""))


unittest.main()
