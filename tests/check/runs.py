#!/usr/bin/env python3
"""Which runs a check makes: shards, --fail-fast; and what it refuses."""

import json
import tempfile
import unittest
from pathlib import Path

from harness import run
from lies import FIXED_IS_NOT, LEAVES_A_CHILD, check

TWO_LABS = (FIXED_IS_NOT, LEAVES_A_CHILD)


def recorded(*args):
    """Which runs were made, by the names of their recordings."""
    with tempfile.TemporaryDirectory() as folder:
        check(*args, "--record", folder)
        return sorted(path.stem for path in Path(folder).iterdir())


def labs(*args):
    done = check(*args, "--format", "json")
    return done.returncode, json.loads(done.stdout)["labs"]


class Runs(unittest.TestCase):
    def refused(self, *args, words):
        done = run(*args)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr.decode())

    def test_shards_have_nothing_in_common_and_are_all(self):
        parts = [recorded(*TWO_LABS, "--repeat", "4", "--shard", f"{k}/3") for k in (1, 2, 3)]
        self.assertEqual(sorted(sum(parts, [])), recorded(*TWO_LABS, "--repeat", "4"))
        self.assertTrue(all(parts))

    def test_a_shard_is_the_same_however_many_run_at_a_time(self):
        shard = (*TWO_LABS, "--repeat", "4", "--shard", "2/3")
        self.assertEqual(recorded(*shard, "--jobs", "1"), recorded(*shard, "--jobs", "4"))

    def test_a_shard_that_is_none_is_refused(self):
        for shard in ("0/2", "3/2", "1", "1/", "/2", "a/b", "1/2/3", "-1/2", "1/0", " 1/2",
                      "1/99999999999"):
            with self.subTest(shard):
                self.refused("check", f"--shard={shard}", words=["--shard", "K/N"])

    def test_fail_fast_stops_at_the_first_failure(self):
        status, found = labs(LEAVES_A_CHILD, FIXED_IS_NOT, "--repeat", "3", "--fail-fast")
        self.assertEqual(status, 1)
        self.assertEqual([(lab["id"], lab["runs"], lab["asked"]) for lab in found],
                         [("01", 1, 3), ("11", 0, 3)])

    def test_fail_fast_without_a_failure_runs_all(self):
        status, [lab] = labs(LEAVES_A_CHILD, "--repeat", "3", "--fail-fast")
        self.assertEqual((status, lab["runs"], lab["reproduced"]), (0, 3, 3))

    def test_text_tells_how_many_runs_were_made(self):
        printed = check(FIXED_IS_NOT, "--repeat", "3", "--fail-fast").stdout.decode()
        self.assertIn("runs made: 1 of 3", printed)

    def test_text_tells_which_labs_were_not_run(self):
        printed = check(*TWO_LABS, "--fail-fast").stdout.decode()
        self.assertRegex(printed, "11 leaves-a-child +not run: ")

    def test_a_failure_in_json_carries_its_story(self):
        _, [lab] = labs(FIXED_IS_NOT)
        self.assertIn("send", lab["first_failure"]["fixed"]["story"])
        self.assertNotIn("story", lab["first_failure"]["broken"])

    def test_the_formats_of_check_are_refused_elsewhere(self):
        for form in ("tap", "junit"):
            for command in (["list"], ["compare", "01"], ["run", "01", "broken"], ["doctor"]):
                with self.subTest(form=form, command=command):
                    done = run(*command, "--format", form)
                    self.assertEqual((done.returncode, done.stdout), (2, b""))
                    self.assertIn(f"{form} is none of {{json,text}}", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
