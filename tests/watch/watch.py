#!/usr/bin/env python3
"""`try --watch`: a round after each save, however the file is saved, until Ctrl-C."""

import json
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from harness import BUILD, LABS, STICKYLAB
from survivors import processes_of, survivors

ROOT = Path(__file__).parents[2]
LAB = BUILD / LABS / "01-two-writes-one-read"
PATIENCE_S = 60  # for one round
QUIET_S = 2      # in which a round would have begun: a look a second, and the settling
ROUND = re.compile(r"── \d\d:\d\d:\d\d ─+\n")

# A compiler that says when it begins, and waits until it may. Not a script of the shell: dash
# catches SIGINT, and where that comes inside its open(2) of the FIFO, it says "cannot open".
GATED_COMPILER = f"""#!{sys.executable}
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
open(os.environ["STARTED"], "w").close()
open(os.environ["GO"]).read()
os.execvp("g++", ["g++", *sys.argv[1:]])
"""

HANGS = "import os, signal\nopen(os.environ['STARTED'], 'w').close()\nsignal.pause()\n"

# Takes the place of a system that has no inotify left to give, inotify(7).
WITHOUT_INOTIFY = ("unshare", "-Ur", "sh", "-c",
                   'echo 0 >/proc/sys/user/max_inotify_instances && exec "$@"', "sh")


class Watch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-watch-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.started, self.go = self.folder / "started", self.folder / "go"
        self.file = self.folder / "mine.cpp"
        shutil.copy(LAB / "fixed.cpp", self.file)

    def start(self, *args, before=(), **environment):
        self.process = subprocess.Popen(
            [*before, STICKYLAB, "try", "01", *(args or ["mine.cpp"]), "--watch",
             "--net", "loopback", "--schedule", "cuts=1",
             *(() if "--lang" in args else ("--lang", "en"))],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, process_group=0,
            env={**os.environ, "TMPDIR": self.temporary, "STARTED": self.started,
                 "GO": self.go, **environment})
        self.addCleanup(self.process.communicate)
        self.addCleanup(self.process.kill)

    def start_with_gated_compiler(self):
        for fifo in self.started, self.go:
            fifo.unlink(missing_ok=True)
            os.mkfifo(fifo)
        compiler = self.folder / "compiler"
        compiler.write_text(GATED_COMPILER)
        compiler.chmod(0o755)
        self.start(CXX=compiler)
        self.started.read_bytes()

    def line(self):
        """The next line, which must come."""
        text = b""
        deadline = time.monotonic() + PATIENCE_S
        while not text.endswith(b"\n"):
            left = max(0, deadline - time.monotonic())
            self.assertTrue(select.select([self.process.stdout], [], [], left)[0],
                            f"nothing after {text}")
            byte = os.read(self.process.stdout.fileno(), 1)
            self.assertTrue(byte, f"ended after {text}")
            text += byte
        return text.decode()

    def round(self):
        """What is between the time of day and the last line of the next round."""
        self.assertRegex(self.line(), ROUND)
        lines = [self.line()]
        while not lines[-1].startswith("watching "):
            lines.append(self.line())
        return "".join(lines[:-1])

    def assertQuiet(self):
        ready = select.select([self.process.stdout], [], [], QUIET_S)[0]
        self.assertEqual(ready, [], "a round has begun")

    def assertPassed(self, report):
        self.assertEqual(report, "passed: right under every delivery that was tried (1)\n")

    def assertBroken(self, report):
        """And its last lines say so: on a small screen they are what is seen. A hint stands among
        them only if it is certain."""
        self.assertRegex(report, r"\nfails: [^\n]+\n(its last words:[^\n]*\n(  [^\n]+\n)*)?"
                                 r"(look at: [^\n]+\n( +[^\n]+\n)*)?again: [^\n]+\n$")

    def assertEndsWith(self, number, send):
        """Returns what was on standard error."""
        send(self.process)
        _, errors = self.process.communicate(timeout=PATIENCE_S)
        self.assertEqual(self.process.returncode, 128 + number)
        self.assertEqual(survivors(self.folder), [])
        self.assertEqual(list(self.temporary.iterdir()), [])
        return errors

    def interrupt(self):
        return self.assertEndsWith(signal.SIGINT, lambda p: p.send_signal(signal.SIGINT))

    def ctrl_c(self):
        return self.assertEndsWith(signal.SIGINT, lambda p: os.killpg(p.pid, signal.SIGINT))

    def break_it(self):
        shutil.copy(LAB / "broken.cpp", self.file)

    # Ways to save.

    def test_a_file_that_is_written_in_place(self):
        self.start()
        self.assertPassed(self.round())
        self.break_it()
        self.assertBroken(self.round())
        self.interrupt()

    def test_a_file_that_is_replaced(self):
        self.start()
        self.assertPassed(self.round())
        new = self.folder / ".mine.cpp.swp"
        shutil.copy(LAB / "broken.cpp", new)
        new.rename(self.file)
        self.assertBroken(self.round())

    def test_a_file_that_is_removed_and_comes_back(self):
        self.start()
        self.assertPassed(self.round())
        self.file.unlink()
        self.assertEqual(self.round(), "")
        self.break_it()
        self.assertBroken(self.round())
        self.assertIn(b"no such file", self.interrupt())

    def test_a_header_beside_it(self):
        header = self.folder / "mine.hpp"
        header.write_text("#define LONGEST 1024\n")
        self.file.write_text(
            '#include "mine.hpp"\n' + self.file.read_text().replace("= 1024", "= LONGEST"))
        self.start()
        self.assertPassed(self.round())
        header.write_text("#define LONGEST 4\n")
        self.assertBroken(self.round())

    def test_other_files_beside_it_do_not_matter(self):
        self.start()
        self.round()
        for name in "mine.cpp~", ".mine.cpp.swp", "other.cpp":
            (self.folder / name).write_text("")
        self.assertQuiet()

    def test_a_file_without_events(self):
        target = self.temporary / "elsewhere.cpp"
        self.file.rename(target)
        self.file.symlink_to(target)
        self.start()
        self.assertPassed(self.round())
        self.break_it()
        self.assertBroken(self.round())

    def test_a_system_without_events(self):
        if subprocess.run([*WITHOUT_INOTIFY, "true"], capture_output=True).returncode != 0:
            self.skipTest("no user namespaces here")
        self.start(before=WITHOUT_INOTIFY)
        self.assertPassed(self.round())
        self.break_it()
        self.assertBroken(self.round())

    def test_the_file_of_a_command(self):
        receiver = self.folder / "my receiver.py"
        shutil.copy(ROOT / "tests/programs/right/read_exact.py", receiver)
        self.start("--receiver", f"{shlex.quote(sys.executable)} 'my receiver.py'")
        self.assertPassed(self.round())
        shutil.copy(ROOT / "tests/programs/wrong/first_try.py", receiver)
        self.assertBroken(self.round())
        self.interrupt()

    # Rounds.

    def test_saves_during_a_round_make_one_more(self):
        self.start_with_gated_compiler()
        self.break_it()
        self.file.touch()
        self.go.write_text("\n")
        self.round()
        self.started.read_bytes()
        self.go.write_text("\n")
        self.assertBroken(self.round())
        self.assertQuiet()

    def test_a_file_that_does_not_compile_is_waited_for(self):
        self.file.write_text("int main( {}\n")
        self.start()
        self.assertEqual(self.round(), "")
        self.break_it()
        self.assertBroken(self.round())
        errors = self.interrupt()
        self.assertIn(b"mine.cpp:1:", errors)
        self.assertEqual(errors.count(b"does not compile"), 1)

    def test_a_round_in_json_is_one_line(self):
        self.start("mine.cpp", "--format", "json")
        self.assertTrue(json.loads(self.line())["passed"])
        self.break_it()
        self.assertFalse(json.loads(self.line())["passed"])
        self.interrupt()

    def test_in_chinese(self):
        self.start("mine.cpp", "--lang", "zh")
        self.assertRegex(self.line(), ROUND)
        self.line()
        self.assertEqual(self.line(),
                         "正在监视 mine.cpp：每次保存都会重新检验；按 Ctrl-C 返回\n")

    def test_a_save_without_a_change_makes_no_round(self):
        self.start()
        self.assertPassed(self.round())
        self.file.write_text(self.file.read_text())
        self.file.touch()
        self.assertQuiet()
        self.break_it()
        self.assertBroken(self.round())

    def test_a_file_that_the_run_writes_is_told_once(self):
        log = self.folder / "log"
        log.touch()
        receiver = self.folder / "receiver.py"
        shutil.copy(ROOT / "tests/programs/right/read_exact.py", receiver)
        with receiver.open("a") as file:
            file.write("print(os.getpid(), file=open(sys.argv[1], 'a'))\n")
        self.start("--receiver", f"{shlex.quote(sys.executable)} receiver.py log")
        written = "log changes in each run: what a run writes starts no new one\n"
        reports = [self.round() for _ in range(3)]
        self.assertEqual([written in report for report in reports], [False, False, True])
        self.assertQuiet()
        receiver.write_text(receiver.read_text() + "\n")
        self.assertNotIn(written, self.round())
        self.assertQuiet()
        log.write_text("")
        self.round()

    # The end.

    def test_ctrl_c_between_rounds(self):
        self.start()
        self.round()
        self.assertEqual(self.ctrl_c(), b"")

    def test_ctrl_c_during_a_run(self):
        os.mkfifo(self.started)
        hangs = self.folder / "hangs.py"
        hangs.write_text(HANGS)
        self.start("--sender", f"{shlex.quote(sys.executable)} {hangs}", "--timeout", "30")
        self.started.read_bytes()
        self.assertGreater(len(processes_of(self.folder)), 1, "only the harness is to be seen")
        self.assertEqual(self.ctrl_c(), b"")

    def test_ctrl_c_in_the_compiler(self):
        self.start_with_gated_compiler()
        self.assertEqual(self.ctrl_c(), b"")

    def test_a_signal_to_the_harness_alone_while_it_compiles(self):
        for number in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
            with self.subTest(number.name):
                self.start_with_gated_compiler()
                self.assertEqual(
                    self.assertEndsWith(number, lambda p: p.send_signal(number)), b"")

    def test_the_title_of_the_terminal_says_how_it_stands(self):
        terminal, other_end = os.openpty()
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen(
            [STICKYLAB, "try", "01", "mine.cpp", "--watch", "--net", "loopback", "--schedule", "whole"], cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=other_end, env={**os.environ, "TERM": "xterm", "LC_ALL": "C"})
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        os.close(other_end)
        self.shown = b""

        def read_until(part):
            while part not in self.shown:
                self.assertTrue(select.select([terminal], [], [], PATIENCE_S)[0], self.shown)
                self.shown += os.read(terminal, 4096)

        read_until("\x1b]2;✓ try 01\x1b\\".encode())
        self.break_it()
        read_until("\x1b]2;✗ try 01\x1b\\".encode())
        process.send_signal(signal.SIGINT)
        read_until(b"\x1b]2;\x1b\\\x1b[23;2t")
        self.assertEqual(process.wait(PATIENCE_S), 128 + signal.SIGINT)

    def test_a_compiler_says_its_first_error_only(self):
        self.file.write_text("int main() { return one; }\nint two() { return three; }\n")
        self.start()
        self.line()
        self.assertTrue(self.line().startswith("watching "))
        errors = self.interrupt().decode()
        self.assertEqual(errors.count("error:"), 1, errors)
        self.assertIn("mine.cpp:1:21: error:", errors)
        self.assertNotIn("three", errors)

    def test_nothing_to_watch_is_refused(self):
        for args in ("none.cpp",), ("--receiver", "none.py {port}"):
            with self.subTest(args):
                self.start(*args)
                _, errors = self.process.communicate(timeout=PATIENCE_S)
                self.assertEqual(self.process.returncode, 2)
                self.assertRegex(errors, rb"^stickylab: --watch: [^\n]+\n$")


if __name__ == "__main__":
    unittest.main()
