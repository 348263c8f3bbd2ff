#!/usr/bin/env python3
"""A C++ file of the user's, run as it is: once with `run`, many times with `repeat`. And `compare` of a
lab whose code was changed."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = Path(os.environ.get("STICKYLAB_BUILD", ROOT / "build"))
LAB = ROOT / "labs/01-two-writes-one-read"
PATIENCE_S = 110


class OwnCopy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-own-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def stickylab(self, *args):
        return subprocess.run([BUILD / "bin/stickylab", *args, "--lang", "en", "--net", "loopback"],
                              capture_output=True, text=True, timeout=PATIENCE_S, cwd=self.folder,
                              stdin=subprocess.DEVNULL)

    def copy(self, version, old="", new=""):
        text = (LAB / f"{version}.cpp").read_text()
        self.assertIn(old, text)
        (self.folder / "mine.cpp").write_text(text.replace(old, new))
        return "mine.cpp"

    def test_one_run_is_judged_by_what_was_understood(self):
        done = self.stickylab("run", "01", self.copy("broken"))
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertTrue(done.stdout.startswith("✗ mine.cpp"), done.stdout)
        self.assertIn('"helloworld"', done.stdout)
        done = self.stickylab("run", "01", self.copy("fixed"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("stickylab repeat 01 mine.cpp", done.stdout)

    def test_many_runs_are_counted(self):
        done = self.stickylab("repeat", "01", self.copy("broken"), "--times", "7")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"mine\.cpp, 7 runs:\n +7  ✗ merged")

    def test_a_file_without_the_gate_is_judged_all_the_same(self):
        file = self.copy("broken", "  kit::until_queued(fd, 10);\n")
        done = self.stickylab("repeat", "01", file, "--times", "7")
        counts = re.findall(r"^ +(\d+)  . (\w+)", done.stdout, re.M)
        self.assertEqual(sum(int(count) for count, _ in counts), 7, done.stdout)
        self.assertLessEqual({verdict for _, verdict in counts}, {"same", "merged"})

    def test_wrong_usage_is_said(self):
        for args, words in ((("run", "01", "none.cpp"), "none.cpp: no such file"),
                            (("run", "01", "mine.py"), "mine.py: not a C++ file"),
                            (("run", "01", "thrid"), "thrid"),
                            (("run", "01", self.copy("broken"), "--format", "json"), "--format text")):
            with self.subTest(args):
                done = self.stickylab(*args)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(words, done.stderr)

    def test_a_lab_that_was_repaired_is_right_or_lucky(self):
        prefix = self.folder / "prefix"
        (prefix / "share/stickylab/labs").mkdir(parents=True)
        (prefix / "share/stickylab/labs" / LAB.name).symlink_to(LAB)
        (prefix / "lib").symlink_to(BUILD / "lib")
        (prefix / "bin").mkdir()
        for version in ("broken", "fixed"):
            (prefix / f"bin/{LAB.name}-{version}").symlink_to(BUILD / f"bin/{LAB.name}-fixed")
        done = self.stickylab("--root", str(prefix), "compare", "01")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is right now, or lucky", " ".join(done.stdout.split()))


if __name__ == "__main__":
    unittest.main()
