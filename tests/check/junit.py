#!/usr/bin/env python3
"""`check --format junit` is XML, in the shape that CI servers read, whatever the labs print."""

import unittest
from xml.etree import ElementTree

from lies import (FIXED_IS_NOT, FLOODS, GATE_NEVER_MET, LEAVES_A_CHILD, NOT_UTF8, document)

# Children of a test case, in the order that junit-10.xsd allows.
ALLOWED = ("skipped", "error", "failure", "system-out")


def suite(*args):
    """The exit status and the one suite; its counts are checked."""
    status, text = document("junit", *args)
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites" and [child.tag for child in root] == ["testsuite"]
    found = root[0]
    cases = found.findall("testcase")
    assert int(found.get("tests")) == len(cases)
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(found.get(count)) == len(found.findall(f"testcase/{tag}")), count
    for case in cases:
        assert all(child.tag in ALLOWED for child in case)
        assert float(case.get("time")) >= 0
    return status, found


def case(found, lab, version):
    return found.find(f"testcase[@classname='{lab}'][@name='{version}']")


class JUnit(unittest.TestCase):
    def test_each_version_is_a_case(self):
        status, found = suite(LEAVES_A_CHILD)
        self.assertEqual(status, 0)
        self.assertEqual([(c.get("classname"), c.get("name"), len(c)) for c in found.iter("testcase")],
                         [("11-leaves-a-child", "broken", 0), ("11-leaves-a-child", "fixed", 0)])

    def test_the_properties_say_where_it_ran(self):
        found = suite(LEAVES_A_CHILD)[1]
        said = {p.get("name"): p.get("value") for p in found.iter("property")}
        self.assertTrue(said["kernel"].startswith("Linux "))
        self.assertEqual(said["net"], "loopback")
        self.assertEqual(said["evidence"], "calls,kernel")

    def test_a_failure_carries_its_evidence(self):
        status, found = suite(FIXED_IS_NOT, "--repeat", "2")
        self.assertEqual(status, 1)
        self.assertEqual(len(case(found, "01-fixed-is-not", "broken")), 0)
        fixed = case(found, "01-fixed-is-not", "fixed")
        failure = fixed.find("failure")
        self.assertEqual(failure.get("type"), "not-reproduced")
        self.assertIn("expected same, observed merged", failure.get("message"))
        for words in ("Linux ", "loopback", "run 1 of 2", '"helloworld"', "send", "expected same"):
            self.assertIn(words, failure.text)
        self.assertEqual(fixed.findtext("system-out"), "message: helloworld\n")

    def test_what_is_inconclusive_is_an_error_that_says_why(self):
        error = case(suite(GATE_NEVER_MET)[1], "07-gate-never-met", "fixed").find("error")
        self.assertEqual(error.get("type"), "inconclusive")
        self.assertIn("did not happen", error.get("message"))

    def test_bytes_that_are_no_text_are_made_visible(self):
        fixed = case(suite(NOT_UTF8)[1], "10-not-utf8", "fixed")
        self.assertIn(r"message: \xe9\x9b", fixed.findtext("system-out"))
        self.assertIn(r'"\xe9\x9b"', fixed.findtext("failure"))

    def test_a_flood_is_cut(self):
        fixed = case(suite(FLOODS)[1], "09-floods-stdout", "fixed")
        self.assertLess(len(fixed.findtext("system-out")), 20_000)
        self.assertIn("bytes are left out here", fixed.findtext("system-out"))

    def test_what_was_not_run_is_skipped(self):
        found = suite(FIXED_IS_NOT, LEAVES_A_CHILD, "--fail-fast")[1]
        skipped = case(found, "11-leaves-a-child", "fixed").find("skipped")
        self.assertIn("first failure", skipped.get("message"))


if __name__ == "__main__":
    unittest.main()
