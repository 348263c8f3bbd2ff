#!/usr/bin/env python3
"""`check --format tap` is TAP 14, whatever the labs print."""

import re
import unittest

from lies import (FIXED_IS_NOT, FLOODS, GATE_NEVER_MET, LEAVES_A_CHILD, NEVER_LISTENS, NOT_UTF8,
                  document)

POINT = re.compile(r"(not )?ok (\d+) - (\d\d [a-z0-9-]+)(?: # SKIP (.+))?")
KEY = re.compile(r"( *)([a-z_]+):(?: (.*))?")


def value(text):
    if text.startswith("'"):
        assert re.fullmatch(r"'(?:[^']|'')*'", text), text
        return text[1:-1].replace("''", "'")
    return [] if text == "[]" else int(text)


def yaml(lines, indent=2):
    """What the lines say: of YAML, only as much as is written."""
    found = {}
    while lines and lines[0].startswith(" " * indent):
        spaces, key, rest = KEY.fullmatch(lines.pop(0)).groups()
        assert len(spaces) == indent, key
        below = []
        while lines and lines[0].startswith(" " * (indent + 2)):
            below.append(lines.pop(0))
        if rest == "|":
            found[key] = "".join(line[indent + 2:] + "\n" for line in below)
        elif rest is not None:
            found[key] = value(rest)
        elif below[0].strip().startswith("- "):
            found[key] = [value(line.strip().removeprefix("- ")) for line in below]
        else:
            found[key] = yaml(below, indent + 2)
    assert not lines, lines
    return found


def points(text):
    """(ok, name, reason of a skip, YAML) of each test point; the plan is checked."""
    lines = text.splitlines()
    assert lines.pop(0) == "TAP version 14"
    planned = int(re.fullmatch(r"1\.\.(\d+)", lines.pop(0))[1])
    found = []
    while lines:
        line = lines.pop(0)
        if line.startswith("# "):
            continue
        failed, number, name, skip = POINT.fullmatch(line).groups()
        assert int(number) == len(found) + 1
        block = {}
        if lines and lines[0] == "  ---":
            end = lines.index("  ...")
            block = yaml(lines[1:end])
            del lines[:end + 1]
        found.append((not failed, name, skip, block))
    assert len(found) == planned
    return found


class Tap(unittest.TestCase):
    def test_a_lab_that_is_as_stated_is_ok(self):
        status, text = document("tap", LEAVES_A_CHILD)
        self.assertEqual(status, 0)
        self.assertEqual(points(text), [(True, "11 leaves-a-child", None, {})])

    def test_a_failure_carries_its_evidence(self):
        status, text = document("tap", FIXED_IS_NOT, LEAVES_A_CHILD, "--repeat", "2")
        self.assertEqual(status, 1)
        (ok, name, _, failure), (other, *_) = points(text)
        self.assertEqual((ok, other), (False, True))
        self.assertEqual(name, "01 fixed-is-not")
        self.assertTrue(failure["kernel"].startswith("Linux "))
        self.assertEqual(failure["stage"], "loopback")
        self.assertEqual((failure["run"], failure["runs"], failure["made"]), (1, 2, 2))
        self.assertEqual(failure["meant"], ['"hello"', '"world"'])
        self.assertNotIn("broken", failure)
        fixed = failure["fixed"]
        self.assertEqual(fixed["expected"]["verdict"], "same")
        self.assertEqual(fixed["observed"]["verdict"], "merged")
        self.assertEqual(fixed["messages"], ['"helloworld"'])
        self.assertIn("send", fixed["story"])

    def test_what_is_inconclusive_is_not_ok_and_says_why(self):
        status, text = document("tap", GATE_NEVER_MET, NEVER_LISTENS)
        self.assertEqual(status, 1)
        gate, port = points(text)
        self.assertEqual((gate[0], port[0]), (False, False))
        self.assertEqual(gate[3]["outcome"], "inconclusive")
        self.assertIn("did not happen", gate[3]["broken"]["reason"])
        self.assertIn("never opened its port", port[3]["fixed"]["reason"])
        self.assertIn("never opened its port", port[3]["message"])

    def test_bytes_that_are_no_text_are_made_visible(self):
        [(_, _, _, failure)] = points(document("tap", NOT_UTF8)[1])
        self.assertEqual(failure["fixed"]["messages"][-1], r'"\xe9\x9b"')

    def test_a_flood_is_cut(self):
        text = document("tap", FLOODS)[1]
        [(ok, *_)] = points(text)
        self.assertFalse(ok)
        self.assertLess(len(text), 20_000)

    def test_what_was_not_run_is_skipped(self):
        status, text = document("tap", FIXED_IS_NOT, LEAVES_A_CHILD, "--fail-fast")
        self.assertEqual(status, 1)
        (failed, _, _, _), (ok, _, skip, _) = points(text)
        self.assertEqual((failed, ok), (False, True))
        self.assertIn("first failure", skip)

    def test_nothing_to_run_is_a_plan_without_points(self):
        status, text = document("tap", FIXED_IS_NOT, "--shard", "1/2")
        self.assertEqual(status, 1)
        status, text = document("tap", FIXED_IS_NOT, "--shard", "2/2")
        self.assertEqual(status, 0)
        self.assertRegex(text, r"\ATAP version 14\n1\.\.0 # SKIP .+\n\Z")


if __name__ == "__main__":
    unittest.main()
