#!/usr/bin/env python3
"""`stickylab present --step`, on the real kernels: what is let through, and what becomes of it.
`step.py --update` writes the screens anew. 77: two hosts cannot be had here."""

import json
import re
import subprocess
import sys
from pathlib import Path

from terminals import BUILD, PATIENCE_S, SIZES, STICKYLAB, InTerminal, main

sys.path.append(str(Path(__file__).parent.parent / "wrong"))
from survivors import survivors  # noqa: E402

FULL, SHELL = "100", "011"  # tmux's flags: see Terminal.flags
PASSED = "packets let through: {}"
SENTENCES = {  # what stands on the screen when all has come to rest
    "en": (("an ACK of 10 B", "segment 2, FIN", "is busy"), ("5 B wait", "ACK of segment 1"),
           ("took segments", "▶ ╌╌ ACK of segment 1", "has ended")),
    "zh": (("10 字节和 FIN 的确认", "报文段 2，FIN", "正忙"), ("5 字节在接收方的队列里", "确认报文段 1"),
           ("取自报文段", "▶ ╌╌ 确认报文段 1", "已结束"))}


def at_rest(screen):
    """Without what has happened before, where a busy machine takes its time, and without the seconds
    that are left."""
    head, _, now = re.split(r"^─+\n", screen, maxsplit=2, flags=re.M)
    return f"{head}(...)\n" + re.sub(r"\d\d( s\.| 秒后)", r"##\1", now) + "\n"


class Step(InTerminal):
    def open(self, lab="01", words="", columns=120, rows=40, **options):
        terminal = self.terminal(columns=columns, rows=rows, **options)
        terminal.type(f"clear; '{STICKYLAB}' present --step {lab} {words}; echo ended $?")
        return terminal

    def panel(self, screen):
        """What stands there now: the part between the events and the reasons."""
        lines = screen.splitlines()
        begin = next(i for i, line in enumerate(lines) if line.lstrip().startswith("now "))
        end = next(i for i, line in enumerate(lines) if "what waits for what" in line)
        return "\n".join(lines[begin:end])

    def test_screens(self):
        for lang, (first, second, third) in SENTENCES.items():
            for columns, rows in SIZES:
                with self.subTest(lang=lang, columns=columns):
                    self.setUp()
                    terminal = self.open(lang=lang, columns=columns, rows=rows)
                    shown = f"=== all is held\n{at_rest(terminal.until(*first))}"
                    terminal.keys("NPage")
                    shown += f"=== hello has arrived\n{at_rest(terminal.until(*second))}"
                    terminal.keys("NPage")
                    shown += f"=== world has arrived\n{at_rest(terminal.until(*third))}"
                    self.assertKept(f"step-{lang}-{columns}x{rows}", shown)
                    terminal.close()

    def test_two_segments_one_recv(self):
        terminal = self.open()
        panel = self.panel(terminal.until("segment 2, FIN", "an ACK of 10 B and its FIN",
                                           "is busy until 10 B", "waits for the other's end"))
        self.assertRegex(panel, r"▶ ── segment 1 ─+╌╌ │")
        terminal.keys("NPage")
        screen = terminal.until(PASSED.format(1), "5 B to be read", "ACK of segment 1")
        self.assertNotIn("recv(1024) =", screen)
        terminal.keys("NPage")
        terminal.until(PASSED.format(2), 'recv(1024) = 10 B "helloworld"', "took segments 1–2")
        terminal.keys("a", "a", "a")
        terminal.until("broken ✗ merged", 'understood (1): "helloworld"', "The run is over.")
        terminal.keys("NPage")
        terminal.until("fixed, live", PASSED.format(0), "an ACK of 18 B")
        terminal.keys("Space")
        terminal.until("fixed ✓ same", 'understood (2): "hello" "world"', "r: again")

    def test_the_second_overtakes_the_first(self):
        terminal = self.open()
        terminal.until("an ACK of 10 B")
        terminal.keys("PPage", "Left", "Down")
        terminal.until("▶ ── segment 2, FIN")
        terminal.keys("NPage")
        terminal.until("has bytes 5–9 and keeps them: bytes 0–4 must come first")
        terminal.keys("NPage")
        terminal.until('recv(1024) = 10 B "helloworld"')

    def test_a_segment_that_is_dropped_is_sent_again(self):
        terminal = self.open()
        terminal.until("an ACK of 10 B")
        terminal.keys("d")
        terminal.until("lost on the wire", "▶ ── segment 2, FIN")
        terminal.keys("NPage")
        terminal.until("▶ ╌╌ ACK, SACK ──")
        terminal.keys("NPage")
        terminal.until("▶ ── ↻ segment 1 again")
        terminal.keys("NPage")
        terminal.until('recv(1024) = 10 B "helloworld"')

    def test_nagle_waits_for_the_ack(self):
        terminal = self.open("03")
        terminal.until("keeps 5 B until the 4 B before them are acknowledged (Nagle)",
                       "5 B written, not sent", "recv(2) … has not returned")
        terminal.keys("NPage")
        terminal.until("▶ ╌╌ ACK of segment 1", "recv(5) … has not returned")
        terminal.keys("NPage")
        screen = terminal.until("▶ ── segment 2", without=["(Nagle)"])
        self.assertNotIn("written, not sent", self.panel(screen))

    def test_a_full_congestion_window_is_no_nagle(self):
        terminal = self.open("21", "--mtu 256")
        terminal.until("keeps 1,364 B back: its congestion window is full (segments: 10)",
                       "sends the first of them again", without=["(Nagle)"])

    def test_after_a_drop_it_says_what_it_waits_for(self):
        terminal = self.open("03")
        terminal.until("▶ ── segment 1")
        terminal.keys("d", "Space")
        terminal.until("lost on the wire", "only that timer can help", "about 0.2 s",
                       "r: again | space: hold | ?")

    def test_pace_is_no_verdict(self):
        terminal = self.open("03")
        terminal.until("▶ ── segment 1")
        terminal.keys("Space")
        terminal.until("The run is over.", "in 5 of 5 exchanges", "after an ACK of its beginning",
                       without=["✓"])

    def test_the_number_of_reads_is(self):
        terminal = self.open("21")
        terminal.until("▶ ── segment 1")
        terminal.keys("Space")
        terminal.until("broken ✗ stalled: right, with 101 reads for 50 messages")

    def test_a_window_that_is_too_small(self):
        for columns, rows in ((50, 14), (40, 12)):
            with self.subTest(columns=columns):
                self.setUp()
                terminal = self.open(columns=columns, rows=rows)
                terminal.until("too small", without=["segment"])
                terminal.keys("NPage", "d", "q")
                terminal.until("ended 0")
                terminal.close()

    def test_a_flood_of_calls_comes_whole(self):
        terminal = self.open("05")
        terminal.until("▶ ── segment 1")
        terminal.keys("Space")
        terminal.until("The run is over.", "broken ✗ extra")

    def test_datagrams(self):
        terminal = self.open("06")
        terminal.until("▶ ── datagram 1", "── datagram 2", "but for the wire")
        terminal.keys("NPage")
        terminal.until("1 datagram, 9 B, to be read")
        terminal.keys("Space")
        terminal.until("The run is over.", "broken ✗ garbled")

    def test_datagrams_in_another_order(self):
        terminal = self.open("06", "--record there")
        terminal.until("▶ ── datagram 1", "── datagram 2")
        terminal.keys("2")
        terminal.until("fixed, live", "── datagram 2")
        terminal.keys("Down", "NPage")
        terminal.until("looks into its queue until more")
        terminal.keys("NPage")
        terminal.until("in the order in which you let them through", '(2): "world" "hello"')

    def test_bytes_as_hex_and_help(self):
        terminal = self.open(lang="zh")
        terminal.until("▶ ── 报文段 1", "正忙，要等队列里有 10 字节")
        terminal.keys("x")
        terminal.until("68 65 6c 6c 6f")
        terminal.keys("?")
        terminal.until("让链路丢掉选中的包")

    def test_nothing_is_left(self):
        for leave in ("q", "C-c"):
            with self.subTest(leave):
                self.setUp()
                terminal = self.open()
                terminal.until("an ACK of 10 B")
                self.assertEqual(terminal.flags(), FULL)
                terminal.keys(leave)
                terminal.until("ended " + ("0" if leave == "q" else "130"))
                terminal.until_flags(SHELL)
                terminal.close()
                self.assertEqual(survivors(BUILD / "bin/01"), [])

    def test_it_is_recorded(self):
        terminal = self.open(words="--record there")
        terminal.until("an ACK of 10 B")
        terminal.keys("Space")
        terminal.until("The run is over.")
        file = self.folder / "there/01-two-writes-one-read-broken.ndjson"
        events = [json.loads(line) for line in file.read_text().splitlines()[1:]]
        queues = [event["data"] for event in events if event["name"] == "tcp:queues"]
        self.assertTrue(any(queue.get("unacked") == 10 for queue in queues))
        terminal.keys("q")

    def test_no_wire_to_hold(self):
        terminal = self.open(words="--net loopback")
        terminal.until("holds the wire between two hosts", "ended 2")
        terminal = self.open(words="--net loopback --lang zh")
        terminal.until("stickylab: present --step 扣住的是两台主机之间的链路：请用 --net two-hosts",
                       "ended 2")

    def test_no_terminal(self):
        done = subprocess.run([STICKYLAB, "present", "--step", "01"], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE_S)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("needs a terminal", done.stderr)


if __name__ == "__main__":
    doctor = subprocess.run([STICKYLAB, "run", "01", "broken", "--net", "two-hosts"],
                            capture_output=True, text=True, timeout=PATIENCE_S)
    if "--net two-hosts:" in doctor.stderr:
        print(doctor.stderr)
        sys.exit(77)
    main()
