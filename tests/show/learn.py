#!/usr/bin/env python3
"""`stickylab learn` as a student sees it. `learn.py --update` writes the screens anew."""

import os
import re
import signal
import subprocess
from pathlib import Path

from terminals import PATIENCE_S, SIZES, STICKYLAB, InTerminal, main

STEP = {"en": "step {} of 9", "zh": "第 {} 步"}
FULL, SHELL = "100", "011"  # tmux's flags: see Terminal.flags


def without_kernel(screen):
    """What differs from machine to machine is left out: the paragraph that ends with the kernel,
    and as it may be longer or shorter, the empty lines after it."""
    return re.sub(r"(?<=\n\n)(?:.+\n)*Linux .*\n(?:.+\n)*?\n*(?=─)", "(environment)\n",
                  screen + "\n")


class Learn(InTerminal):
    def open(self, lab="01", step=1, lang="en", **options):
        terminal = self.terminal(lang=lang, **options)
        terminal.type(f"clear; '{STICKYLAB}' learn {lab}; echo ended $?")
        terminal.until(STEP[lang].format(step))
        return terminal

    def through(self, terminal, lang):
        """Each screen that is the same each time, by its name."""
        def step(number, *keys):
            terminal.keys(*keys)
            return terminal.until(STEP[lang].format(number))
        yield "look", step(1)
        yield "code", step(2, "Enter")
        step(3, "Enter")
        terminal.keys("1")
        yield "predict", terminal.until({"en": "(your guess)", "zh": "（你的猜测）"}[lang])
        terminal.keys("Enter")
        terminal.until({"en": "what happened", "zh": "实际的"}[lang])
        yield "fix", step(5, "Enter")
        terminal.keys("Enter")
        terminal.until({"en": "fixed ✓", "zh": "修正版 ✓"}[lang])
        yield "why", step(7, "Enter")
        step(8, "Enter")
        yield "guesses", step(9, "Enter")

    def test_screens(self):
        for lang in ("en", "zh"):
            for columns, rows in SIZES:
                with self.subTest(lang=lang, columns=columns):
                    self.setUp()
                    terminal = self.open(lang=lang, columns=columns, rows=rows)
                    shown = "".join(f"=== {name}\n{without_kernel(screen)}"
                                    for name, screen in self.through(terminal, lang))
                    self.assertKept(f"learn-{lang}-{columns}x{rows}", shown)
                    terminal.close()

    def test_the_guess_stands_beside_what_happened(self):
        terminal = self.open()
        terminal.keys("Enter", "Enter", "1", "Enter")
        screen = terminal.until("what happened")
        self.assertIn("you guessed    1  hello; the next recv returns world", screen)
        self.assertIn("what happened  2  helloworld", screen)
        self.assertIn("seems to belong to one send", screen)

    def test_it_remembers(self):
        terminal = self.open()
        terminal.keys("Enter", "Enter", "3")
        terminal.until("3  hello; world is lost  (your guess)")
        terminal.keys("q")
        terminal.until("ended 0")
        terminal.type(f"clear; '{STICKYLAB}' learn; echo ended $?")
        terminal.until("step 3 of 9", "3  hello; world is lost  (your guess)")

    def test_it_forgets_one_lab_or_all(self):
        file = self.folder / "state/stickylab/progress"
        file.parent.mkdir(parents=True)
        before = "01-two-writes-one-read step=why guess=1 seen\n02-half-a-message step=code\n"

        def after(*args):
            file.write_text(before)
            subprocess.run([STICKYLAB, "learn", "--reset", *args], check=True, timeout=PATIENCE_S,
                           capture_output=True, stdin=subprocess.DEVNULL,
                           env={**os.environ, "XDG_STATE_HOME": str(self.folder / "state")})
            return [line for line in file.read_text().splitlines() if not line.startswith("#")]
        self.assertEqual(after("01"), ["02-half-a-message step=code"])
        self.assertEqual(after(), [])

    def test_no_terminal(self):
        done = subprocess.run([STICKYLAB, "learn", "01"], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE_S,
                              env={**os.environ, "XDG_STATE_HOME": str(self.folder)})
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertIn("needs a terminal", done.stderr)
        self.assertIn("stickylab compare 01", done.stderr)

    def test_a_terminal_that_cannot_move_its_cursor(self):
        terminal = self.terminal()
        terminal.type(f"TERM=dumb '{STICKYLAB}' learn 01; echo ended $?")
        terminal.until("needs a terminal", "ended 2")

    def test_it_goes_on_where_it_cannot_remember(self):
        (self.folder / "state").write_text("a file, where a folder belongs")
        terminal = self.open()
        terminal.until("Your guesses are not kept")
        terminal.keys("Enter")
        terminal.until("step 2 of 9")

    def test_another_size(self):
        terminal = self.open()
        terminal.tmux("resize-window", "-x", "120", "-y", "30")
        terminal.until("─" * 120)
        self.assertEqual(terminal.screen().count("─" * 120), 2)

    def test_own_copy(self):
        terminal = self.open()
        terminal.keys(*["Enter"] * 3)
        terminal.until("You have not guessed yet")
        terminal.keys("Enter")
        terminal.until("what happened")
        terminal.keys("Enter", "Enter")
        terminal.until("fixed ✓")
        terminal.keys("Enter", "Enter")
        terminal.until("step 8 of 9")
        terminal.keys("t")
        terminal.until("01-two-writes-one-read.cpp", "Ctrl-C", without=["step 8 of 9"])
        terminal.keys("C-c")
        terminal.until("step 8 of 9")
        self.assertTrue((self.folder / "01-two-writes-one-read.cpp").exists())
        terminal.keys("q")
        terminal.until("ended 0")

    def pid(self):
        for folder in Path("/proc").iterdir():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                mine = str(self.folder).encode() in (folder / "environ").read_bytes()
            except OSError:
                continue
            if mine and words[0] == str(STICKYLAB).encode():
                return int(folder.name)
        raise AssertionError("it does not run")

    def test_the_terminal_is_as_it_was(self):
        def send(number):
            return lambda terminal: os.kill(self.pid(), number)
        ways = {"q": lambda terminal: terminal.keys("q"), "C-c": lambda t: t.keys("C-c"),
                **{number.name: send(number) for number in
                   (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGABRT, signal.SIGSEGV)}}
        for name, leave in ways.items():
            with self.subTest(name):
                self.setUp()
                terminal = self.terminal()
                terminal.type("ulimit -c 0; stty -g > before")
                terminal.type(f"clear; echo here before; '{STICKYLAB}' learn 01; echo ended $?")
                terminal.until("step 1 of 9")
                self.assertEqual(terminal.flags(), FULL)
                leave(terminal)
                terminal.until("here before", "ended ")
                terminal.until_flags(SHELL)
                terminal.type("clear; stty -g > after; read -rp 'say: ' word; echo read $word")
                terminal.until("say:", without=["echo"])
                terminal.type("it-waited")  # the shell's descriptors block as before
                terminal.until("read it-waited")
                self.assertEqual((self.folder / "before").read_text(),
                                 (self.folder / "after").read_text())
                terminal.close()

    def test_stopped_and_continued(self):
        terminal = self.open()
        terminal.keys("Enter")
        terminal.until("step 2 of 9")
        terminal.keys("C-z")
        terminal.until("Stopped")
        terminal.until_flags(SHELL)
        terminal.type("clear; fg")
        terminal.until("step 2 of 9")
        self.assertEqual(terminal.flags(), FULL)
        terminal.keys("q")
        terminal.until_flags(SHELL)


if __name__ == "__main__":
    main()
