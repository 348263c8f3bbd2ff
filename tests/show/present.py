#!/usr/bin/env python3
"""`stickylab present` as a room sees it. `present.py --update` writes the screens anew."""

import itertools
import re
import subprocess

from terminals import PATIENCE_S, ROOT, SIZES, STICKYLAB, InTerminal, main

FULL, SHELL = "100", "011"  # tmux's flags: see Terminal.flags
ACT = {"en": ("broken, event {}", "fixed, event {}", "broken and fixed, event {}"),
       "zh": ("出错版，第 {} 个", "修正版，第 {} 个", "出错版与修正版，第 {} 个")}
CONCLUSIONS = {"en": ("broken ✗ merged", "fixed ✓ same"), "zh": ("出错版 ✗ 粘连", "修正版 ✓ 一致")}
TEXT = {"en": "bytes as text", "zh": "字节显示为文本"}
ANSWERS = {  # the screens from the answer to the first events of both
    "en": (("the answer: b", "✓ b  helloworld", "Why: TCP keeps", "Why people choose another one"),
           ("fixed, event 0", "lines not shown: 0 above", "→: more lines"),
           ("fixed, event 0", ", 0 below", "→: run the fixed version"),
           ("fixed, event 1 of",)),
    "zh": (("答案：b", "✓ b  helloworld", "原因：TCP 只保证", "为什么容易选错"),
           ("修正版，第 0 个", "未显示：上面 0 行", "→：继续往下看"),
           ("修正版，第 0 个", "下面 0 行", "→：运行修正版"),
           ("修正版，第 1 个",))}
PLAN = {"en": (("lab 1 of 4", "15 min: minutes 0 to 15", "Hands up"),
               ("lab 2 of 4", "6 min: minutes 15 to 21", "Whose fault")),
        "zh": (("第 1/4 个实验", "第 0 到 15 分钟", "举手表决"),
               ("第 2/4 个实验", "第 15 到 21 分钟", "该怪谁"))}
EVENTS = (  # of lab 01: a pattern to step to, and how many events up to it come in the same order
    ("handshake", "handshake|三次握手", 1),
    ("a write and its segment", "segment 1 ─|报文段 1 ─", 2),
    ("a read and what was in the queue", r"recv\(1024\) = 10", 1))


def masked(screen):
    """What differs from run to run: the number of events, times, whether something happens while a
    segment is on its way. Instead, signs that take the same columns."""
    first, rest = screen.split("\n", 1)
    title, where = re.split("  +", first)
    where = re.sub(r"\d+", "##", where)
    first = title + " " * (len(first) - len(title) - len(where)) + where
    rest = re.sub(r" *\d+\.\d{3}\b", lambda time: "#.###".rjust(len(time[0])), rest)
    rest = re.sub("(│ ── [^│]*)╌╌ │", r"\1─► │", rest)
    rest = re.sub("│ ◄─ [^│]*", lambda arrived: arrived[0].replace("╌", "─"), rest)
    return f"{first}\n{rest}\n"


def last_events(act, count):
    """The last `count` events of an act, and its verdict: the order of the rest is the kernel's."""
    blocks = [block for block in re.split(r"\n[\s┃]*(?:\n|$)", act) if block.strip()]
    now = next(i for i, block in enumerate(blocks) if re.search("^ ?▶", block, re.M))
    return "\n\n".join(["(...)", *blocks[now + 1 - count:]])


def lanes(screen, count):
    """The head, the last `count` events of each act, the foot. Acts side by side: one by one."""
    head, body, foot = re.fullmatch(r"(.*?\n─+\n)(.*)(\n─+\n.*)", masked(screen), re.S).groups()
    if "┃" in body:
        halves = zip(*(re.split("(?<=┃)", line) for line in body.splitlines()))
        acts = [("\n".join(half[:2]) + "\n", "\n".join(half[2:])) for half in halves]
    else:
        parts = re.split(r"^(── .*\n)", body, flags=re.M)[1:] or ["", body]
        acts = zip(parts[::2], parts[1::2])
    return head + "\n".join(name + last_events(act, count) for name, act in acts) + foot


class Present(InTerminal):
    def open(self, lab="01", lang="en", **options):
        terminal = self.terminal(lang=lang, **options)
        terminal.type(f"clear; '{STICKYLAB}' present {lab}; echo ended $?")
        terminal.until(ACT[lang][0].format(0))
        return terminal

    def event(self, terminal):
        return int(re.search(r"event (\d+) of", terminal.screen())[1])

    def through(self, terminal, lang):
        """Screens that are the same each time, by name. Which packet comes last is not: the ends
        are shown without their last event."""
        merged, same = CONCLUSIONS[lang]
        yield "question", masked(terminal.screen())
        terminal.keys("?")
        yield "keys", masked(terminal.until("Home"))
        screens = self.steps(terminal, lang)
        for name, pattern, count in EVENTS:
            yield name, lanes(next(s for s in screens if re.search(f"▶.*({pattern})", s)), count)
        terminal.keys("x")
        yield "bytes as hex", lanes(terminal.until("72 6c 64"), 1)
        terminal.keys("x", "End")
        yield "the end of broken", lanes(terminal.until(merged), 0)
        terminal.keys("NPage")
        yield "the answer", masked(terminal.until(*ANSWERS[lang][0]))
        terminal.keys("2", "End")
        yield "the end of fixed", lanes(terminal.until(same), 0)
        terminal.keys("3", "End")
        yield "the end of both", lanes(terminal.until(merged, same), 0)

    def steps(self, terminal, lang):
        for event in itertools.count(1):
            terminal.keys("NPage")
            yield terminal.until(ACT[lang][0].format(event))

    def test_screens(self):
        for lang in ("en", "zh"):
            for columns, rows in SIZES:
                with self.subTest(lang=lang, columns=columns):
                    self.setUp()
                    terminal = self.open(lang=lang, columns=columns, rows=rows)
                    shown = "".join(f"=== {name}\n{screen}"
                                    for name, screen in self.through(terminal, lang))
                    self.assertKept(f"present-{lang}-{columns}x{rows}", shown)
                    terminal.close()

    def test_a_remote_leads_through_it(self):
        for lang, (merged, same) in CONCLUSIONS.items():
            for columns, rows in SIZES:
                with self.subTest(lang=lang, columns=columns):
                    self.setUp()
                    terminal = self.open(lang=lang, columns=columns, rows=rows)
                    terminal.keys("NPage")
                    terminal.until(ACT[lang][0].format(1))
                    terminal.keys("End")
                    terminal.until(merged)
                    terminal.keys("NPage")
                    terminal.until(ANSWERS[lang][0][0])
                    terminal.keys("NPage")
                    terminal.until(ACT[lang][1].format(0))
                    terminal.keys("End")
                    terminal.until(same)
                    terminal.keys("NPage")
                    terminal.until(ACT[lang][2].format(0))
                    terminal.keys("End")
                    screen = terminal.until(merged, same)
                    terminal.keys("NPage", "x", "x")
                    self.assertEqual(terminal.until(merged, same, TEXT[lang]), screen)
                    terminal.keys("PPage")
                    count = max(map(int, re.findall(r"\d+", screen.splitlines()[0])))
                    terminal.until(ACT[lang][2].format(count - 1))
                    terminal.close()

    def test_it_plays_and_stays_on_the_last_frame(self):
        terminal = self.open()
        terminal.keys("+", "+", "+", "Space")
        terminal.until("broken ✗ merged", "paused")
        self.assertGreater(self.event(terminal), 8)

    def test_bytes_as_hex(self):
        terminal = self.open()
        terminal.keys("End")
        terminal.until('"helloworld"')
        terminal.keys("x")
        terminal.until("72 6c 64")

    def test_light_and_dark(self):
        terminal = self.open()
        terminal.keys("NPage")
        shown = ""
        for theme, ground in (("own", "‹"), ("dark", "48;5;16›"), ("light", "48;5;231›")):
            screen = terminal.until("handshake", ground, colours=True)
            shown += "\n".join([f"=== {theme}", *screen.splitlines()[1:5]]) + "\n"
            terminal.keys("t")
        self.assertKept("present-colours", shown)

    def test_the_question_is_answered(self):
        for lang, texts in ANSWERS.items():
            with self.subTest(lang=lang):
                self.setUp()
                terminal = self.open(lang=lang)
                terminal.keys("End", "NPage")
                for text in texts:
                    terminal.until(*text)
                    terminal.keys("NPage")
                terminal.close()

    def test_several_labs_in_one_run(self):
        terminal = self.terminal()
        terminal.type(f"clear; '{STICKYLAB}' present 03 01; echo ended $?")
        terminal.until("03 ", "lab 1 of 2, broken, event 0")
        terminal.keys("NPage", "n")
        terminal.until("01 ", "lab 2 of 2, broken, event 0")
        terminal.keys("p")
        terminal.until("03 ", "lab 1 of 2, broken, event 1")
        terminal.keys("q")
        terminal.until("ended 0")

    def test_the_plan_of_the_guide(self):
        for lang, (first, second) in PLAN.items():
            with self.subTest(lang=lang):
                self.setUp()
                terminal = self.terminal(lang=lang, columns=100, rows=30)
                plan = ROOT / "docs/lesson-45-minutes.toml"
                terminal.type(f"clear; '{STICKYLAB}' present --plan {plan}")
                terminal.until(*first)
                terminal.keys("n")
                terminal.until(*second)
                terminal.close()

    def test_what_cannot_be_shown(self):
        (self.folder / "none.toml").write_text("# nothing\n")
        (self.folder / "unknown.toml").write_text('[[lab]]\nnumber = "99"\n')
        for words, says in (
                ([], "present needs labs, or --plan FILE"),
                (["01", "--plan", "x.toml"], "present needs labs, or --plan FILE"),
                (["--plan", "none.toml"], "none.toml: this plan names no lab"),
                (["--plan", "unknown.toml"], 'unknown.toml:2: there is no lab "99"'),
                (["--plan", "nowhere.toml"], "nowhere.toml: there is no such file"),
                (["--step", "01", "02"], "present --step takes one lab")):
            with self.subTest(words):
                done = subprocess.run([STICKYLAB, "present", *words], capture_output=True,
                                      cwd=self.folder, text=True, timeout=PATIENCE_S, check=False)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(says, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1)

    def test_too_small(self):
        terminal = self.terminal(columns=38, rows=6)
        terminal.type(f"clear; '{STICKYLAB}' present 01")
        terminal.until("too small: at least 40 x ")
        terminal.keys("NPage")
        terminal.tmux("resize-window", "-x", "80", "-y", "24")
        terminal.until("broken, event 0")

    def test_another_size(self):
        terminal = self.open()
        terminal.keys("End")
        terminal.until("merged")
        terminal.tmux("resize-window", "-x", "130", "-y", "35")
        terminal.until("─" * 130, "merged")

    def test_the_terminal_is_as_it_was(self):
        for leave in ("q", "C-c", "C-\\"):
            with self.subTest(leave):
                self.setUp()
                terminal = self.terminal()
                terminal.type("ulimit -c 0; stty -g > before")
                terminal.type(f"clear; echo here before; '{STICKYLAB}' present 01")
                terminal.until("broken, event 0")
                self.assertEqual(terminal.flags(), FULL)
                terminal.keys("Space", "t", "t", leave)
                terminal.until("here before")
                terminal.until_flags(SHELL)
                terminal.type("clear; stty -g > after; echo ended $?")
                terminal.until("ended 0")
                self.assertEqual((self.folder / "before").read_text(),
                                 (self.folder / "after").read_text())
                terminal.close()

    def test_stopped_and_continued(self):
        terminal = self.open()
        terminal.keys("NPage")
        terminal.until("broken, event 1")
        terminal.keys("C-z")
        terminal.until("Stopped")
        terminal.until_flags(SHELL)
        terminal.type("clear; fg")
        terminal.until("broken, event 1")
        terminal.keys("q")
        terminal.until_flags(SHELL)

    def test_no_terminal(self):
        done = subprocess.run([STICKYLAB, "present", "01"], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE_S)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("needs a terminal", done.stderr)


if __name__ == "__main__":
    main()
