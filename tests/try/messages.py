#!/usr/bin/env python3
"""Messages of one's own in the place of a lab's: a fault of content shows only if the content is there."""

import unittest

from programs import again, conclusion
from trials import WithFolder, attempt, trial, verdict

SENDER = r"""
for text in (b'{"a": "x"}', b'{"a": "}"}', b"\xff"):
    conn.sendall(len(text).to_bytes(2, "big") + text)
"""
SAY = r"""
def say(text):
    shown = "".join(chr(b) if 32 <= b < 127 and b != 92 else f"\\x{b:02x}" for b in text)
    print("message:", shown, flush=True)
"""
# A brace ends an object, it believes; inside a string it does not.
ENDS_AT_A_BRACE = SAY + """
stream = conn.makefile("rb")
while head := stream.read(2):
    if len(head) < 2: sys.exit("ended inside a length")
    text = stream.read(int.from_bytes(head, "big"))
    if len(text) < int.from_bytes(head, "big"): sys.exit("ended inside a text")
    say(text[:text.find(b"}") + 1] if b"}" in text else text)
"""
RIGHT = ENDS_AT_A_BRACE.replace("""say(text[:text.find(b"}") + 1] if b"}" in text else text)""",
                                "say(text)")
MESSAGES = r"""
message: {"a": "x"}
this line means nothing
message: {"a": "}"}
message: \xff
"""


class Messages(WithFolder):
    def words(self, receiver, messages=MESSAGES):
        (self.folder / "messages").write_text(messages)
        return ("01", "--sender", self.sender(SENDER), "--receiver", self.receiver(receiver),
                "--messages", str(self.folder / "messages"))

    def test_they_are_what_is_meant(self):
        found = trial(*self.words(RIGHT))
        self.assertEqual(verdict(found), ("passed", ""))
        self.assertEqual(found["meant"][:2], ['{"a": "x"}', '{"a": "}"}'])

    def test_a_fault_of_content_is_seen(self):
        found = trial(*self.words(ENDS_AT_A_BRACE))
        self.assertEqual(verdict(found), ("torn", "whole"))
        self.assertEqual(found["failure"]["understood"][1], '{"a": "}')

    def test_the_line_shows_it_again(self):
        told = attempt(*self.words(ENDS_AT_A_BRACE), "--width", "1000")
        shown = again(told.stdout)
        self.assertEqual((told.returncode, shown.returncode), (1, 1))
        self.assertEqual(conclusion(told), conclusion(shown))

    def test_what_cannot_be_is_refused(self):
        none = self.words(RIGHT)
        one_end = (*none[:1], *none[3:])
        for words, line in ((one_end, "give both, --sender and --receiver"),
                            ((*none[:-1], "/nowhere"), "--messages: /nowhere is no file"),
                            (self.words(RIGHT, "hello\n"), "there is no line `message: TEXT` in it")):
            with self.subTest(line):
                told = attempt(*words)
                self.assertEqual((told.returncode, told.stdout), (2, ""))
                self.assertIn(line, told.stderr)


if __name__ == "__main__":
    unittest.main()
