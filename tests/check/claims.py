#!/usr/bin/env python3
"""`claims`: each claim decided by runs made now, on both stages; and what it says when one is not."""

import json
import shutil
import unittest
from pathlib import Path

from harness import BUILD, LABS, WithPrefix, run

TRUE_LABS = BUILD  # the labs of this project
CLAIM = """
[[claims]]
number = "{number}"
from = ["S3:1"]
says = {{ en = "It claims so.", zh = "有此一说。" }}
expected = "{expected}"
if_true = [{if_true}]
"""
PYTHON = """
[[claims]]
number = "3.1"
from = ["S3:1"]
says = {{ en = "It claims so.", zh = "有此一说。" }}
expected = "{expected}"
python = '''
{program}
'''
if_true = ["1", "2"]
"""


def has_two_hosts():
    return json.loads(run("doctor", "--format", "json", root=TRUE_LABS).stdout)["two_hosts"]


def claims(*args, root=TRUE_LABS):
    """The exit status, and the claims by number."""
    done = run("claims", *args, "--format", "json", root=root)
    document = json.loads(done.stdout)
    assert document["schema"] == "stickylab/claims/1", document["schema"]
    return done.returncode, {claim["number"]: claim for claim in document["claims"]}


class TheDocuments(unittest.TestCase):
    def test_each_claim_stands_where_it_did_on_both_stages(self):
        for net in ["loopback"] + ["two-hosts"] * has_two_hosts():
            with self.subTest(net):
                status, found = claims("--net", net)
                unlike = [claim for claim in found.values() if not claim.get("as_expected", True)]
                self.assertEqual(unlike, [])
                self.assertEqual(status, 0, [c for c in found.values() if "doubt" in c])
                self.assertGreater(len(found), 100)

    def test_what_a_stage_leaves_undecided_another_decides(self):
        if not has_two_hosts():
            self.skipTest("two hosts cannot be had here")
        doubts = [{number for number, claim in claims("--net", net)[1].items() if "doubt" in claim}
                  for net in ("loopback", "two-hosts")]
        self.assertEqual(doubts[0] & doubts[1], set())

    def test_text_fits_in_both_languages(self):
        for lang, word in (("en", "Document S4"), ("zh", "博客 S4")):
            done = run("claims", "05", "--net", "loopback", "--lang", lang, "--width", "80",
                       root=TRUE_LABS)
            self.assertEqual(done.returncode, 0)
            self.assertIn(word, done.stdout.decode())


class OtherClaims(WithPrefix):
    def decide(self, lab, expected, if_true, *args):
        """The exit status and the finding of one claim that `lab` makes."""
        [folder] = Path(self.root / LABS).glob(lab + "-*")
        with open(folder / "lab.toml", "a", encoding="utf-8") as manifest:
            manifest.write(CLAIM.format(number="3.1", expected=expected, if_true=if_true))
        status, found = claims(lab, "--net", "loopback", "--timeout", "1", *args, root=self.root)
        return status, found["3.1"]

    def test_a_claim_that_was_true_and_is_false_is_a_failure(self):
        status, claim = self.decide("01", "true", '{ run = "broken", writes = 7 }')
        self.assertEqual((status, claim["truth"], claim["as_expected"]), (1, "false", False))

    def test_a_claim_that_was_false_and_is_false_is_none(self):
        status, claim = self.decide("01", "false", '{ run = "broken", writes = 7 }')
        self.assertEqual((status, claim["truth"], claim["as_expected"]), (0, "false", True))

    def test_the_evidence_is_of_a_run_made_now(self):
        condition = '{ run = "fixed", verdict = "same" }'
        self.assertEqual(self.decide("11", "true", condition)[1]["truth"], "true")
        shutil.copy(self.root / "bin/01-fixed-is-not-fixed", self.root / "bin/11-leaves-a-child-fixed")
        status, found = claims("11", "--net", "loopback", root=self.root)
        self.assertEqual((status, found["3.1"]["truth"]), (1, "false"))

    def test_an_inconclusive_run_decides_nothing_and_is_a_failure(self):
        status, claim = self.decide("07", "true", '{ run = "broken", verdict = "merged" }')
        self.assertEqual((status, claim["truth"], claim["doubt"]), (1, "undecided", "inconclusive"))

    def test_what_another_stage_decides_is_said_and_is_no_failure(self):
        condition = '{ run = "broken", net = "two-hosts", writes = 7 }'
        status, claim = self.decide("01", "false", condition)
        self.assertEqual((status, claim["truth"], claim["doubt"]), (0, "undecided", "other-net"))

    def test_runs_of_another_lab_are_made_as_well(self):
        status, claim = self.decide("01", "true", '{ run = "fixed", lab = "11", verdict = "same" }')
        self.assertEqual((status, claim["truth"]), (0, "true"))
        self.assertEqual(claim["evidence"][0]["lab"], "11")

    def test_a_lab_that_is_not_there_is_named(self):
        [folder] = Path(self.root / LABS).glob("01-*")
        with open(folder / "lab.toml", "a", encoding="utf-8") as manifest:
            manifest.write(CLAIM.format(number="3.1", expected="true",
                                        if_true='{ run = "fixed", lab = "77", reads = 1 }'))
        done = run("claims", "01", "--net", "loopback", root=self.root)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertOneLine(done.stderr.decode(), "77")

    def other(self, text, *args):
        """The exit status and the whole document, with this claims.toml."""
        (self.root / LABS / "claims.toml").write_text(text)
        done = run("claims", "--net", "loopback", "--timeout", "1", *args, "--format", "json",
                   root=self.root)
        return done.returncode, done

    def test_a_claim_of_no_lab_is_decided_by_its_program(self):
        status, done = self.other(PYTHON.format(expected="depends", program="print(1)\nprint(3)"))
        [claim] = json.loads(done.stdout)["claims"]
        self.assertEqual((status, claim["truth"], claim["as_expected"]), (0, "depends", True))
        self.assertEqual([showing["measured"][0]["observed"] for showing in claim["evidence"]],
                         ["1", "3"])
        self.assertEqual(json.loads(done.stdout)["undecidable"], [])

    def test_a_program_that_fails_decides_nothing_and_is_a_failure(self):
        for program in ("print(1)", "print(1)\nprint(2)\nraise SystemExit(3)"):
            with self.subTest(program):
                status, done = self.other(PYTHON.format(expected="true", program=program))
                [claim] = json.loads(done.stdout)["claims"]
                self.assertEqual((status, claim["doubt"]), (1, "inconclusive"))

    def test_nothing_of_a_program_is_left(self):
        _, done = self.other(PYTHON.format(
            expected="true", program="import os, signal\nprint(1)\nif (pid := os.fork()) == 0:"
                                     "\n    signal.pause()\nprint(pid)"))
        [claim] = json.loads(done.stdout)["claims"]
        child = claim["evidence"][1]["measured"][0]["observed"]
        self.assertFalse(Path("/proc", child).exists())

    def test_what_is_wrong_in_the_file_is_named(self):
        status, done = self.other(PYTHON.format(expected="maybe", program="print(1)"))
        self.assertEqual((status, done.stdout), (2, b""))
        self.assertOneLine(done.stderr.decode(), "claims.toml:6", "expected")

    def test_of_one_lab_only_its_own_are_decided(self):
        (self.root / LABS / "claims.toml").write_text(
            PYTHON.format(expected="true", program="print(1)"))
        self.assertEqual(claims("02", "--net", "loopback", root=self.root), (0, {}))

    def test_labs_without_claims(self):
        self.assertEqual(claims("02", "--net", "loopback", root=self.root), (0, {}))


if __name__ == "__main__":
    unittest.main()
