"""A shell in a pseudo-terminal of tmux, and what stands on its screen."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = Path(os.environ.get("STICKYLAB_BUILD", ROOT / "build"))
STICKYLAB = BUILD / "bin/stickylab"
PATIENCE_S = int(os.environ.get("PATIENCE", 40))
SIZES = ((80, 24), (120, 40), (200, 60))
SCREENS = Path(__file__).parent / "screens"
UPDATE = "--update" in sys.argv  # writes the screens anew

if not shutil.which("tmux"):
    print("tmux is not here")
    sys.exit(77)


class Terminal:
    """Each has a tmux server of its own, and a home of its own."""

    def __init__(self, folder, columns=80, rows=24, lang="en", **environment):
        self.folder = Path(folder)
        self.socket = self.folder / "tmux"
        self.state = self.folder / "state"
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TERM": "xterm-256color",
                     "XDG_STATE_HOME": str(self.state), "PS1": "$ ", "HISTFILE": "/dev/null", "LANG": "C.UTF-8",
                     "LC_MESSAGES": {"en": "C", "zh": "zh_CN.UTF-8"}[lang], **environment}
        self.tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), "-c", str(self.folder),
                  shlex.join(["env", "-i", *(f"{k}={v}" for k, v in variables.items()),
                              "bash", "--norc", "--noprofile"]))
        self.until("$")

    def tmux(self, *args):
        return subprocess.run(["tmux", "-u", "-f", "/dev/null", "-S", self.socket, *args],
                              capture_output=True, text=True, check=True,
                              timeout=PATIENCE_S).stdout

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, check=False)

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, line):
        self.tmux("send-keys", "-l", line)
        self.keys("Enter")

    def screen(self, colours=False):
        """What stands on it; with the colours of its cells in ‹›, if asked."""
        if not colours:
            return self.tmux("capture-pane", "-p").rstrip("\n")
        return coloured_cells(self.tmux("capture-pane", "-p", "-e").rstrip("\n"))

    def flags(self):
        """(the alternate screen is on, the cursor is seen, the terminal wraps at its edge)"""
        return self.tmux("display-message", "-p",
                         "#{alternate_on}#{cursor_flag}#{wrap_flag}").strip()

    def until(self, *texts, without=(), colours=False):
        """The screen, once all of `texts` stand on it, and it does not change any more."""
        deadline = time.monotonic() + PATIENCE_S
        screen, same = "", 0
        while True:
            before, screen = screen, self.screen(colours)
            same = same + 1 if screen == before else 0
            if all(text in screen for text in texts) and not any(t in screen for t in without):
                if same == 3:
                    return screen
            if time.monotonic() > deadline:
                raise AssertionError(f"{texts} did not come:\n{screen}")

    def until_flags(self, flags):
        deadline = time.monotonic() + PATIENCE_S
        while self.flags() != flags:
            if time.monotonic() > deadline:
                raise AssertionError(f"flags are {self.flags()}, not {flags}:\n{self.screen()}")


class Pen:
    """What SGR sequences have set: attributes, the colour of letters, of their ground."""

    def __init__(self):
        self.attributes, self.letters, self.ground = set(), "", ""

    def obey(self, codes):
        codes = re.findall(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+", codes or "0")
        for code in codes:
            number = int(code.split(";")[0])
            if number == 0:
                self.__init__()
            elif number < 10:
                self.attributes.add(number)
            elif number < 30:
                self.attributes -= {1, 2} if number == 22 else {number - 20}
            elif number // 10 % 6 == 3:  # 3x and 9x
                self.letters = "" if number == 39 else code
            else:
                self.ground = "" if number == 49 else code

    def says(self):
        return ";".join(part for part in [*map(str, sorted(self.attributes)), self.letters,
                                          self.ground] if part)


def coloured_cells(captured):
    """The same for all sequences that colour the cells the same: versions of tmux write others."""
    pen, lines = Pen(), []
    for line in captured.split("\n"):
        shown, before = "", None
        for codes, letter in re.findall("\x1b\\[([\\d;]*)m|([^\x1b])", line):
            if not letter:
                pen.obey(codes)
            elif letter == " " and before is not None and before[1] == pen.ground:
                shown += letter  # on a blank only the ground is seen
            else:
                if before != (pen.says(), pen.ground):
                    shown += f"‹{pen.says()}›"
                before = (pen.says(), pen.ground)
                shown += letter
        lines.append(shown.rstrip())
    return "\n".join(lines)


class InTerminal(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-show-",
                                             ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assertKept(self, name, shown):
        file = SCREENS / f"{name}.txt"
        if UPDATE:
            file.write_text(shown)
        self.assertEqual(shown, file.read_text())

    def terminal(self, **options):
        terminal = Terminal(self.folder, **options)
        self.addCleanup(terminal.close)
        return terminal


def main():
    if UPDATE:
        sys.argv.remove("--update")
    unittest.main()
