#!/usr/bin/env python3
"""`check --under-load` keeps all processors busy as long as it runs, and not a moment longer."""

import os
import signal
import subprocess
import unittest
from pathlib import Path

from harness import PATIENCE_S, WithPrefix, command
from lies import LEAVES_A_CHILD, check
from survivors import survivors


def busy_loops(pid):
    """Threads of the process that are not waiting for anything: proc(5), field 3 of stat."""
    stats = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    return sum(stat.rpartition(") ")[2].startswith("R") for stat in stats)


class UnderLoad(WithPrefix):
    def start(self, *args):
        """A check whose fixed receiver hangs by now."""
        hangs = self.root / "hangs"
        os.mkfifo(hangs)
        harness = subprocess.Popen(
            command("check", "03", "--timeout", "15", *args, root=self.root),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0,
            env={**os.environ, "STICKYLAB_HANGS": hangs})
        self.addCleanup(harness.communicate)
        hangs.read_bytes()
        return harness

    def test_there_are_two_loops_for_each_processor(self):
        harness = self.start("--under-load")
        loops = busy_loops(harness.pid)
        harness.terminate()
        harness.wait(PATIENCE_S)
        self.assertIn(loops - 2 * len(os.sched_getaffinity(0)), (0, 1))  # 1: the harness itself

    def test_there_are_none_unless_asked_for(self):
        harness = self.start()
        loops = busy_loops(harness.pid)
        harness.terminate()
        harness.wait(PATIENCE_S)
        self.assertLessEqual(loops, 1)

    def test_nothing_is_left_whatever_ends_it(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with self.subTest(number):
                harness = self.start("--under-load")
                harness.send_signal(number)
                harness.wait(PATIENCE_S)
                self.assertEqual(survivors(self.root), [])
                (self.root / "hangs").unlink()

    def test_verdicts_are_the_same_under_load(self):
        done = check(LEAVES_A_CHILD, "--repeat", "5", "--under-load", root=self.root)
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.assertEqual(survivors(self.root), [])


if __name__ == "__main__":
    unittest.main()
