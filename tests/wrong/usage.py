#!/usr/bin/env python3
"""Wrong usage and a damaged installation get one clear line; a machine format stays alone."""

import json
import os
import subprocess
import unittest

from harness import LABS, PATIENCE_S, WithPrefix, command, report, run


class Usage(WithPrefix):
    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        self.assertOneLine(done.stderr.decode(), *words)

    def test_an_unknown_lab_is_named(self):
        self.refused(run("compare", "99"), "99", "stickylab list")

    def test_an_unknown_option_is_named(self):
        done = run("compare", "01", "--colour")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--colour", done.stderr.decode())

    def test_an_unknown_format_is_named(self):
        done = run("compare", "01", "--format", "yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("json", done.stderr.decode())

    def test_a_missing_probe_is_named(self):
        (self.root / "lib/stickylab/probe.so").unlink()
        self.refused(run("compare", "01", root=self.root), "probe.so")

    def test_a_missing_program_is_named(self):
        (self.root / "bin/01-fixed-is-not-broken").unlink()
        done = run("compare", "01", root=self.root)
        self.assertIn(done.returncode, (1, 2))
        self.assertIn("01-fixed-is-not-broken", done.stdout.decode() + done.stderr.decode())

    def test_a_program_that_cannot_be_executed_is_inconclusive(self):
        (self.root / "bin/01-fixed-is-not-broken").chmod(0o644)
        status, lab = report("01", root=self.root)
        self.assertEqual(status, 1)
        self.assertEqual(lab["outcome"], "inconclusive")
        self.assertEqual(lab["broken"]["reason"], "not-started")

    def test_a_missing_labs_folder_is_named(self):
        (self.root / LABS).rename(self.root / "elsewhere")
        self.refused(run("list", root=self.root), LABS)

    def test_json_on_stdout_stands_alone(self):
        done = run("compare", "01", "--format", "json")
        self.assertEqual(json.loads(done.stdout)["schema"], "stickylab/comparison/1")
        self.assertEqual(done.stderr, b"")

    def test_check_counts_what_was_not_reproduced(self):
        done = run("check", "01", "--repeat", "3", "--format", "json")
        self.assertEqual(done.returncode, 1)
        lab = json.loads(done.stdout)["labs"][0]
        self.assertEqual((lab["runs"], lab["reproduced"]), (3, 0))

    def test_a_reader_that_goes_away_ends_it_quietly(self):
        for args in (["list"], ["compare", "01"], ["compare", "01", "--format", "json"]):
            with self.subTest(args):
                reader, writer = os.pipe()
                os.close(reader)
                done = subprocess.run(command(*args), stdout=writer, stderr=subprocess.PIPE,
                                      timeout=PATIENCE_S)
                os.close(writer)
                self.assertEqual(done.stderr, b"")


if __name__ == "__main__":
    unittest.main()
