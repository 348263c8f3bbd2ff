#!/usr/bin/env python3
"""Nothing outlives the harness: not after Ctrl-C, not after SIGKILL in the middle of a run."""

import os
import select
import signal
import subprocess
import unittest
from pathlib import Path

from harness import PATIENCE_S, WithPrefix, command, run


def processes_of(root):
    """Those that mention the prefix in what they execute or in how they were called."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            called = (folder / "cmdline").read_bytes().decode(errors="replace")
            if str(root) in called or str(root) in os.readlink(folder / "exe"):
                found.append(int(folder.name))
        except OSError:
            continue  # it has ended, or belongs to somebody else
    return found


def survivors(root, within_s=1):
    """Processes of the prefix that still have memory after so long. A descriptor tells when each
    has ended, so that nothing is waited for in vain."""
    poll = select.poll()
    running = set()
    for pid in processes_of(root):
        try:
            running.add(os.pidfd_open(pid))
        except ProcessLookupError:
            continue  # it has just ended
    for pidfd in running:
        poll.register(pidfd, select.POLLIN)
    while running and (ended := poll.poll(within_s * 1000)):
        for pidfd, _ in ended:
            poll.unregister(pidfd)
            os.close(pidfd)
            running.remove(pidfd)
    for pidfd in running:
        os.close(pidfd)
    return processes_of(root)


class Survivors(WithPrefix):
    def start(self, lab):
        """Runs `lab` until its fixed receiver hangs."""
        hangs = self.root / "hangs"
        os.mkfifo(hangs)
        harness = subprocess.Popen(
            command("check", lab, "--timeout", "15", root=self.root),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0,
            env={**os.environ, "STICKYLAB_HANGS": hangs})
        self.addCleanup(harness.communicate)
        hangs.read_bytes()
        self.assertGreater(len(processes_of(self.root)), 1, "only the harness is to be seen")
        return harness

    def assertNoneSurvives(self):
        left = survivors(self.root)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        self.assertEqual(left, [])

    def ended_by(self, lab, kill):
        harness = self.start(lab)
        kill(harness)
        status = harness.wait(PATIENCE_S)
        self.assertNoneSurvives()
        return status

    def test_none_after_interrupt(self):
        status = self.ended_by("03-hangs", lambda p: p.send_signal(signal.SIGINT))
        self.assertIn(status, (130, -signal.SIGINT))  # a shell shows both as 130

    def test_none_after_ctrl_c_in_a_terminal(self):
        status = self.ended_by("08-ignores-sigterm", lambda p: os.killpg(p.pid, signal.SIGINT))
        self.assertIn(status, (130, -signal.SIGINT))

    def test_none_after_termination(self):
        self.ended_by("08-ignores-sigterm", lambda p: p.terminate())

    def test_none_after_sigkill(self):
        self.ended_by("08-ignores-sigterm", lambda p: p.kill())

    def test_none_after_sigkill_with_a_child_in_a_session_of_its_own(self):
        self.ended_by("15-hangs-beside-a-child", lambda p: p.kill())

    def test_none_after_a_run_that_leaves_a_child(self):
        self.assertEqual(run("check", "11", "--timeout", "5", root=self.root).returncode, 0)
        self.assertNoneSurvives()


if __name__ == "__main__":
    unittest.main()
