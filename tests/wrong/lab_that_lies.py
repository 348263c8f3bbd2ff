#!/usr/bin/env python3
"""A lab that lies is reported as exactly the lie that it is. Usage: lab_that_lies.py NN-name"""

import sys
import unittest

from harness import report

# What must be reported: outcome, then verdict and reason of broken and of fixed.
MERGED = ("merged", "none")
SAME = ("same", "none")
NOT_READY = ("inconclusive", "receiver-not-ready")
EXPECTED = {
    "01-fixed-is-not": ("not-reproduced", MERGED, MERGED),
    "02-broken-is-not": ("not-reproduced", SAME, SAME),
    "03-hangs": ("not-reproduced", MERGED, ("hang", "deadline")),
    "04-crashes": ("not-reproduced", MERGED, ("crash", "signaled")),
    "05-exits-early": ("not-reproduced", MERGED, ("lost", "none")),
    "06-prints-nothing": ("not-reproduced", MERGED, ("lost", "none")),
    "07-gate-never-met": ("inconclusive",) + 2 * (("inconclusive", "gate-not-seen"),),
    "08-ignores-sigterm": ("not-reproduced", MERGED, ("hang", "deadline")),
    "09-floods-stdout": ("not-reproduced", MERGED, ("extra", "too-much-output")),
    "10-not-utf8": ("not-reproduced", MERGED, ("extra", "none")),
    "11-leaves-a-child": ("reproduced", MERGED, SAME),
    "12-ends-with-error": ("not-reproduced", MERGED, ("crash", "failed")),
    "13-never-listens": ("inconclusive", MERGED, NOT_READY),
    "14-ends-before-listening": ("inconclusive", MERGED, NOT_READY),
    "15-hangs-beside-a-child": ("not-reproduced", MERGED, ("hang", "deadline")),
    # These lie of their deliveries, which only `check` makes: see tests/check/deliveries.py.
    "16-holds-by-luck": ("reproduced", MERGED, SAME),
    "17-never-right": ("reproduced", MERGED, SAME),
    "18-always-right": ("reproduced", MERGED, SAME),
    "19-ends-in-silence": ("reproduced", MERGED, SAME),
}

# What else the report on fixed must say.
DETAILS = {
    "04-crashes": {"detail": "receiver SIGSEGV", "exit": {"sender": 0, "receiver": "SIGSEGV"}},
    "05-exits-early": {"exit": {"receiver": 3}},
    "10-not-utf8": {"not_utf8": True, "messages_hex": ["68656c6c6f", "776f726c64", "e99b"]},
    "11-leaves-a-child": {"strays": 1},
    "12-ends-with-error": {"exit": {"sender": 0, "receiver": 1}},
}


def subset(whole, part):
    """`whole`, reduced to the keys of `part`."""
    if not isinstance(part, dict):
        return whole
    return {key: subset(whole.get(key), part[key]) for key in part}


class LabThatLies(unittest.TestCase):
    lab = ""

    def test_is_reported_as_what_it_is(self):
        status, found = report(self.lab)
        seen = [found["outcome"]]
        seen += [(found[v]["verdict"], found[v]["reason"]) for v in ("broken", "fixed")]
        self.assertEqual(tuple(seen), EXPECTED[self.lab])
        self.assertEqual(status, 0 if found["outcome"] == "reproduced" else 1)
        details = DETAILS.get(self.lab, {})
        self.assertEqual(subset(found["fixed"], details), details)


if __name__ == "__main__":
    LabThatLies.lab = sys.argv.pop()
    unittest.main()
