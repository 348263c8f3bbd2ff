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


def without_readme(screen):
    """The lab's folder differs from machine to machine."""
    return re.sub(r"^  \S.*(?:\\\n  .*)*README(?:\.zh)?\.md$", "  (README)", screen, flags=re.M)


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
        terminal.keys("?")
        yield "keys", terminal.until({"en": "any key: back", "zh": "任意键：返回"}[lang])
        terminal.keys("Enter", "l")
        yield "labs", terminal.until({"en": "l: back", "zh": "l：返回"}[lang])
        terminal.keys("l")
        step(1)
        yield "code", step(2, "Enter")
        step(3, "Enter")
        terminal.keys("1")
        yield "predict", terminal.until({"en": "(your guess)", "zh": "（你的猜测）"}[lang])
        terminal.keys("Enter")
        terminal.until({"en": "what happened", "zh": "实际的"}[lang])
        yield "fix", step(5, "Enter")
        terminal.keys("Enter", "1")
        yield "reads", terminal.until({"en": "(your guess)", "zh": "（你的猜测）"}[lang])
        terminal.keys("Enter")
        terminal.until({"en": "fixed ✓", "zh": "修正版 ✓"}[lang])
        yield "why", without_readme(step(7, "Enter"))
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

    def practice(self, lab="01", **options):
        """Lab 01 at its eighth step, where it was left."""
        file = self.folder / "state/stickylab/progress"
        file.parent.mkdir(parents=True)
        file.write_text("01-two-writes-one-read step=practice guess=2 seen\n")
        return self.open(lab, step=8, **options)

    def test_its_topic_tells_nothing_before_the_run(self):
        terminal = self.open()
        self.assertNotIn("one read", terminal.screen())
        terminal.keys("Enter", "Enter", "2", "Enter")
        terminal.until("01 Two writes, one read", "As you guessed.", "lab 1 of ")

    def test_a_copy_is_run_as_it_is_once_and_often(self):
        terminal = self.practice(rows=60)
        terminal.keys("s")
        terminal.until("First try something")
        terminal.keys("p")
        terminal.until("✗ 01-two-writes-one-read.cpp", '"helloworld"', "Enter goes back.")
        terminal.keys("Enter")
        terminal.until("step 8 of 9", "What comes out:")
        terminal.keys("m")
        terminal.until("100  ✗ merged", "01-two-writes-one-read.cpp, 100 runs:", "Enter goes back.")
        terminal.keys("Enter")
        terminal.until("step 8 of 9")
        terminal.keys("q")
        terminal.until("ended 0")
        terminal.type("clear; cat state/stickylab/progress")
        terminal.until("step=practice guess=2 seen tried")

    def test_a_copy_is_edited(self):
        terminal = self.practice(VISUAL="sed -i s/hello/howdy/")
        terminal.keys("e")
        terminal.until("step 8 of 9", "as you left it")
        self.assertIn("howdy", (self.folder / "01-two-writes-one-read.cpp").read_text())

    def test_commands_are_whole_and_name_what_is_there(self):
        terminal = self.practice(columns=160, rows=60)
        screen = terminal.until("repeat 01 --no-gates")
        self.assertIn(f"  {STICKYLAB} try 01 01-two-writes-one-read.cpp --watch\n", screen)
        self.assertNotIn("make lab", screen)

    def test_hints_come_one_by_one(self):
        terminal = self.practice()
        terminal.keys("h")
        terminal.until("Hint 1 of ", without=["Hint 2 of "])
        terminal.keys("h")
        terminal.until("Hint 2 of ")

    def test_from_the_list_to_another_lab(self):
        terminal = self.open()
        terminal.keys("l")
        terminal.until("▸ ▶  01", "○  02")
        terminal.keys("Down", "Down", "Enter")
        terminal.until("lab 3 of ", "step 1 of 9")

    def test_the_guess_is_forgotten(self):
        terminal = self.practice()
        terminal.keys("g")
        terminal.until("step 3 of 9", "Press the number of your guess")

    def test_comments_of_the_code_are_chinese(self):
        terminal = self.open(lang="zh", columns=160, rows=60)
        terminal.keys("Enter")
        screen = terminal.until("第 2 步")
        comments = re.findall(r"^ *\d+ [ ┃] *// (.*)$", screen, re.M)
        self.assertGreater(len(comments), 3)
        for comment in comments:
            self.assertRegex(comment, "[\u4e00-\u9fff]|namespace")

    def test_the_title_of_the_window(self):
        terminal = self.open()
        title = ("display-message", "-p", "#{pane_title}")
        self.assertEqual(terminal.tmux(*title).strip(), "stickylab 01 1/9")
        terminal.keys("q")
        terminal.until("ended 0")
        self.assertNotIn("stickylab 01", terminal.tmux(*title))

    def test_a_window_that_is_too_small(self):
        terminal = self.open(columns=80, rows=24)
        terminal.tmux("resize-window", "-x", "30", "-y", "8")
        terminal.until("too small", without=["step 1 of 9"])
        terminal.keys("q")
        terminal.until("ended 0")

    def test_without_colour(self):
        terminal = self.open(NO_COLOR="1")
        terminal.keys("Enter", "Enter", "2", "Enter")
        terminal.until("what happened")
        self.assertEqual(set(re.findall("‹(.*?)›", terminal.screen(colours=True))), {""})

    def test_own_copy(self):
        terminal = self.practice()
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
