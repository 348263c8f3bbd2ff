#!/usr/bin/env python3
"""The readers of a site's first page are those of lab 01: what they take for messages, and where they
give up, is what the C++ programs print under the same deliveries."""

import json
import random
import shutil
import subprocess
import sys
import unittest

from chromium import PROGRAM, Chromium
from sites import BUILD, ROOT
from trials import trial

SKIPPED = 77
SCRIPT = (ROOT / "harness/report/site/readers.js").read_text()
MESSAGES = ["hello", "world"]
STREAMS = {"broken": b"helloworld", "fixed": b"\0\0\0\5hello\0\0\0\5world"}
ASK = """(asked => asked.map(([name, cuts, end]) => {
  const version = { broken: BROKEN, fixed: FIXED }[name];
  const stream = version.written(%s).slice(0, end);
  const { messages, error } = received(version, piecesOf(stream, cuts.filter(cut => cut < stream.length)));
  return [messages, error !== undefined, stream.length];
}))(%s)"""


def by_node(expression):
    program = f"{SCRIPT}\nconsole.log(JSON.stringify({expression}))"
    return json.loads(subprocess.run(["node", "-"], input=program, capture_output=True, text=True,
                                     check=True).stdout)


def by_chromium(expression):
    browser = Chromium()
    try:
        return json.loads(browser.value(f"{{{SCRIPT}\nJSON.stringify({expression})}}"))
    finally:
        browser.close()


def asked(*questions):
    """For (version, cuts, end) its messages, whether it gave up, and how many bytes came."""
    expression = ASK % (json.dumps(MESSAGES), json.dumps(questions))
    return (by_node if shutil.which("node") else by_chromium)(expression)


def schedule(cuts, end=None):
    line = f"cuts={','.join(map(str, cuts))}" if cuts else "whole"
    return line if end is None else f"{line} fin@{end}"


def tried(version, *schedules):
    program = BUILD / f"bin/01-two-writes-one-read-{version}"
    lines = [word for line in schedules for word in ("--schedule", line)]
    return trial("01", "--sender", f"{program} sender --connect {{host}}:{{port}}",
                 "--receiver", f"{program} receiver --listen {{host}}:{{port}}", *lines)


def some_cuts(version, count):
    lengths = range(1, len(STREAMS[version]))
    luck = random.Random(version)
    singles = [[cut] for cut in lengths]
    return [[], *singles, list(lengths),
            *(sorted(luck.sample(lengths, luck.randint(2, 6))) for _ in range(count))]


class Readers(unittest.TestCase):
    def test_what_they_write_is_what_the_senders_write(self):
        for version, stream in STREAMS.items():
            [[_, _, length]] = asked((version, [], 99))
            self.assertEqual(length, len(stream))
            self.assertEqual(bytes.fromhex(tried(version, "whole")["stream_hex"]), stream)

    def test_the_broken_one_takes_for_messages_what_the_program_does(self):
        cuts = some_cuts("broken", 12)
        found = asked(*(("broken", one, 99) for one in cuts))
        for one, (messages, gave_up, _) in zip(cuts, found):
            with self.subTest(cuts=one):
                self.assertFalse(gave_up)
                done = tried("broken", schedule(one))
                real = MESSAGES if done["passed"] else done["failure"]["understood"]
                self.assertEqual(messages, real)

    def test_the_fixed_one_is_right_under_the_deliveries_under_which_the_program_is(self):
        cuts = some_cuts("fixed", 100)
        for one, (messages, gave_up, _) in zip(cuts, asked(*(("fixed", one, 99) for one in cuts))):
            self.assertEqual((messages, gave_up), (MESSAGES, False), one)
        self.assertTrue(tried("fixed", *map(schedule, cuts))["passed"])

    def test_the_fixed_one_gives_up_where_the_program_does(self):
        ends = range(1, len(STREAMS["fixed"]))
        found = asked(*(("fixed", [], end) for end in ends))
        for end, (messages, gave_up, _) in zip(ends, found):
            self.assertEqual(messages, MESSAGES[:end // 9], end)
            self.assertEqual(gave_up, end % 9 != 0, end)
        # It passes there if it prints the whole messages, and fails if the stream ended inside one.
        self.assertTrue(tried("fixed", *(schedule([], end) for end in ends))["passed"])

    def test_of_all_ways_to_cut_one_fits_the_broken_one_and_every_one_the_fixed_one(self):
        count = """((version, messages) => {
          const stream = version.written(messages);
          let right = 0;
          for (let bits = 0; bits < 2 ** (stream.length - 1); ++bits) {
            const cuts = [...stream].map((_, i) => i).filter(i => i > 0 && bits >> (i - 1) & 1);
            const { messages: got, error } = received(version, piecesOf(stream, cuts));
            right += error === undefined && got.join() === messages.join();
          }
          return right;
        })(%s, ["hello", "world"])"""
        run = by_node if shutil.which("node") else by_chromium
        self.assertEqual(run(count % "BROKEN"), 1)
        self.assertEqual(run(count % "FIXED"), 2 ** 17)


if __name__ == "__main__":
    if not shutil.which("node") and not PROGRAM:
        print("skipped: neither node nor chromium is here to run JavaScript")
        sys.exit(SKIPPED)
    unittest.main()
