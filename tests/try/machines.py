#!/usr/bin/env python3
"""`try` of a lab for machines: a test case for each group of deliveries, in three forms."""

import unittest
from urllib.parse import unquote
from xml.etree import ElementTree

from trials import WithFolder, attempt, trial

ONE_RECV_HEADER = """
with conn:
    while head := conn.recv(4):
        size = int.from_bytes(head, "big")
        print("message:", conn.recv(size, socket.MSG_WAITALL).decode(), flush=True)
"""
READS_ON = """
def read(size):
    text = conn.recv(size, socket.MSG_WAITALL)
    if 0 < len(text) < size: sys.exit("ended inside a message")
    return text
while head := read(4):
    text = read(int.from_bytes(head, "big")) or sys.exit("ended before a message")
    print("message:", text.decode(), flush=True)
"""
NEVER_LISTENS = "import sys; sys.exit(3)"
FAILS_AT = "cuts=1"


class Machines(WithFolder):
    def printed(self, form, receiver, *more):
        done = attempt("01", "--receiver", receiver, "--format", form, *more)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def suite(self, receiver):
        status, text = self.printed("junit", receiver)
        suite = ElementTree.fromstring(text).find("testsuite")
        cases = {case.get("name"): case for case in suite.findall("testcase")}
        self.assertEqual(int(suite.get("tests")), len(cases))
        failed = {name for name, case in cases.items() if case.find("failure") is not None}
        skipped = {name for name, case in cases.items() if case.find("skipped") is not None}
        self.assertEqual((int(suite.get("failures")), int(suite.get("skipped"))),
                         (len(failed), len(skipped)))
        return status, cases, failed, skipped

    def test_junit_of_one_that_passes(self):
        status, cases, failed, skipped = self.suite(self.receiver(READS_ON))
        self.assertEqual((status, failed, skipped), (0, set(), set()))
        self.assertEqual(set(cases), {"real-run", "whole", "merged", "request-cuts", "sizes",
                                      "several-cuts", "random", "endings"})

    def test_junit_of_one_that_fails(self):
        status, cases, failed, skipped = self.suite(self.receiver(ONE_RECV_HEADER))
        self.assertEqual((status, failed), (1, {"request-cuts"}))
        self.assertEqual(skipped, set(cases) - failed - {"real-run", "whole", "merged"})
        told = cases["request-cuts"].find("failure").text
        self.assertRegex(told, rf"again: stickylab try 01 .* --schedule {FAILS_AT}\n")
        self.assertIn("delivered as: \\x00|\\x00", told)

    def test_junit_of_a_program_that_does_not_run(self):
        status, cases, failed, _ = self.suite(self.python(NEVER_LISTENS))
        self.assertEqual((status, set(cases), failed), (1, {"real-run"}, {"real-run"}))

    def test_tap(self):
        status, text = self.printed("tap", self.receiver(ONE_RECV_HEADER))
        points = [line for line in text.splitlines() if not line.startswith(" ")]
        self.assertEqual((status, points[0]), (1, "TAP version 14"))
        self.assertEqual(points[1], f"1..{len(points) - 2}")
        self.assertIn("not ok 4 - request-cuts", points)
        self.assertRegex(points[-1], r"^ok \d - endings # SKIP \d+ of \d+ deliveries were made$")
        self.assertIn(f"\n  schedule: '{FAILS_AT}'\n  fault: 'garbled'\n", text)

    def test_annotations(self):
        status, text = self.printed("github", self.receiver(ONE_RECV_HEADER))
        error, notice = text.splitlines()
        self.assertEqual(status, 1)
        self.assertRegex(error, r"^::error title=stickylab%3A [^:]*::")
        self.assertIn("\nagain: stickylab try 01 ", unquote(error))
        self.assertRegex(notice, r"^::notice title=stickylab::3 of \d groups of deliveries passed, ")
        status, text = self.printed("github", self.receiver(READS_ON))
        self.assertEqual((status, text),
                         (0, "::notice title=stickylab::8 of 8 groups of deliveries passed, "
                             "0 were not tried in full\n"))

    def test_the_place_of_a_failure_does_not_hang_on_how_many_run_at_a_time(self):
        places = [trial("01", "--receiver", self.receiver(ONE_RECV_HEADER), "--jobs", jobs)
                  ["failure"]["index"] for jobs in ("1", "8")]
        self.assertEqual(places[0], places[1])
        again = trial("01", "--receiver", self.receiver(ONE_RECV_HEADER), "--schedule", "whole",
                      "--schedule", FAILS_AT)
        self.assertEqual(again["failure"]["index"], 1)


if __name__ == "__main__":
    unittest.main()
