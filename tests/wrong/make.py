#!/usr/bin/env python3
"""The screen of `make` once all is built: lab 01 broken, a cell for each lab, and what comes next."""

import os
import subprocess
import unittest

from harness import BUILD

PATIENCE_S = 110


class Make(unittest.TestCase):
    def test_its_screen_is_short_and_leads_on(self):
        labs = len(list((BUILD / "share/stickylab/labs").glob("[0-9][0-9]-*")))
        for locale, words in ("C", ("merged: several messages", f" of {labs}", "Next: ")), (
                "zh_CN.UTF-8", ("粘连", f"{labs} 个实验中重现", "接下来：")):
            with self.subTest(locale):
                environment = {**os.environ, "LC_ALL": locale}
                for name in "MAKEFLAGS", "MAKELEVEL", "COLUMNS", "MAKE_TERMOUT":
                    environment.pop(name, None)
                done = subprocess.run(["make", "-o", "build", "compare", f"BUILD={BUILD}"],
                                      capture_output=True, timeout=PATIENCE_S, text=True,
                                      stdin=subprocess.DEVNULL, env=environment)
                self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
                self.assertLess(done.stdout.count("\n"), 76)  # 66, and ACKs fall as they fall
                for word in words:
                    self.assertIn(word, done.stdout)
                self.assertIn(f"{BUILD}/bin/stickylab learn", done.stdout.splitlines()[-2])


if __name__ == "__main__":
    unittest.main()
