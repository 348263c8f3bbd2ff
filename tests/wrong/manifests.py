#!/usr/bin/env python3
"""A lab.toml with a mistake is refused: file, line, and what is wrong with it."""

import unittest
from harness import LABS, WithPrefix, run

CLAIM = """[[claims]]
number = "3.54"
from = ["S3:225"]
says = { en = "It claims so.", zh = "有此一说。" }
expected = "false"
if_true = [{ run = "broken", reads = 1 }]
"""


def claim(old, new, *words):
    """A mistake in a claim."""
    assert CLAIM.count(old) == 1, old
    return "[predict]", CLAIM.replace(old, new) + "[predict]", words


# name: (text of a right lab.toml, text with the mistake, what the refusal must name)
MISTAKES = {
    "an unknown key": ("from = []", "from = []\ncolour = 1", ["colour"]),
    "an unknown key in a table": ("mtu = 1500", "mtu = 1500\nloss = 1", ["loss", "network"]),
    "an unknown table": ("[network]", "[colour]\nred = 1\n[network]", ["colour"]),
    "an unknown number": ('verdict = "same"', 'verdict = "same"\nreadz = 1', ["readz", "fixed"]),
    "a missing key": ("includes = []", "", ["includes"]),
    "a missing table": ("[network]\nrtt_ms = 0\nmtu = 1500", "", ["network"]),
    "a missing language": (', zh = "修了等于没修" }\nsymptom', " }\nsymptom", ["zh", "title"]),
    "a missing verdict": ('verdict = "same"', "", ["verdict", "fixed"]),
    "a number where a string belongs": ('transport = "tcp"', "transport = 6", ["transport"]),
    "a string where a number belongs": ("mtu = 1500", 'mtu = "1500"', ["mtu", "network"]),
    "a string where an array belongs": ("from = []", 'from = "S3"', ["from"]),
    "an array of numbers for messages": ("'hello', 'world'", "1, 2", ["messages"]),
    "an unknown transport": ('"tcp"', '"sctp"', ["transport", "tcp", "udp"]),
    "an unknown part": ("part = 1", "part = 8", ["part", "1 to 7"]),
    "an unknown verdict": ('"same"', '"fine"', ["verdict"]),
    "an unknown row to compare": ('"reads"]', '"colours"]', ["compare", "colours"]),
    "deliveries for a sender": (
        "[predict]", 'understood_by = "sender"\n[fixed.loopback]\nholds = "everywhere"\n[predict]',
        ["understood_by", "holds"]),
    "two gates": ("[predict]", "[gate]\nqueued = 1\ndatagrams = 1\n[predict]", ["gate"]),
    "an unknown gate": ("[predict]", "[gate]\nluck = 1\n[predict]", ["luck", "gate"]),
    "an unknown option": (
        "[predict]",
        '[gate]\ncall = { who = "sender", name = "setsockopt", option = "TCP_LUCK" }\n[predict]',
        ["option", "TCP_NODELAY"]),
    "a pace upside down": (
        "[predict]", "[pace]\nprompt_below_ms = 30\nstalled_from_ms = 20\n[predict]", ["pace"]),
    "an answer that is no choice": ("answer = 1", "answer = 3", ["answer", "1 to 2"]),
    "an answer before the first": ("answer = 1", "answer = 0", ["answer", "1 to 2"]),
    "a range of three": ('verdict = "same"', 'verdict = "same"\nreads = [1, 2, 3]', ["reads"]),
    "an unknown key in a claim": claim("from", "colour = 1\nfrom", "colour", "claims"),
    "a claim without a number": claim('number = "3.54"', "", "number", "claims"),
    "a claim's number that is none": claim("3.54", "S3", "number", "3.54"),
    "a claim from another document": claim("S3:225", "S2:225", "from", "S3"),
    "a claim from nowhere": claim('"S3:225"', "", "from", "S3"),
    "a claim in one language": claim(', zh = "有此一说。"', "", "zh", "says"),
    "a claim that is perhaps true": claim('"false"', '"perhaps"', "expected", "depends"),
    "a claim that needs nothing": claim('{ run = "broken", reads = 1 }', "", "if_true", "1"),
    "a claim that depends on one thing": claim('"false"', '"depends"', "if_true", "2"),
    "a condition on no run": claim('run = "broken", ', "", "run", "if_true"),
    "a condition on an unknown run": claim('"broken"', '"third"', "run", "fixed"),
    "a condition that states nothing": claim(", reads = 1", "", "if_true", "verdict"),
    "an unknown number in a condition": claim("reads", "readz", "readz", "if_true"),
    "an unknown verdict in a condition": claim("reads = 1", 'verdict = "fine"', "verdict"),
    "a condition on an unknown network": claim("reads = 1", 'reads = 1, net = "moon"', "net"),
    "a condition on no lab": claim("reads = 1", 'reads = 1, lab = "x"', "lab", "01"),
    "a claim twice": ("[predict]", CLAIM + CLAIM + "[predict]", ["3.54", "twice"]),
    "no TOML": ("includes = []", "includes = [", []),
    "a key twice": ("from = []", "from = []\nfrom = []", ["from"]),
}


class Manifests(WithPrefix):
    def test_mistakes_are_refused(self):
        manifest = self.root / LABS / "01-fixed-is-not/lab.toml"
        right = manifest.read_text()
        for name, (old, new, words) in MISTAKES.items():
            with self.subTest(name):
                self.assertEqual(right.count(old), 1, f"{old} in {manifest}")
                manifest.write_text(right.replace(old, new))
                done = run("check", "01", root=self.root)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                said = done.stderr.decode()
                self.assertOneLine(said, *words)
                self.assertRegex(said, r"01-fixed-is-not/lab\.toml:\d+: ")

    def test_a_missing_manifest_is_named(self):
        (self.root / LABS / "01-fixed-is-not/lab.toml").unlink()
        done = run("check", "01", root=self.root)
        self.assertEqual(done.returncode, 2)
        self.assertOneLine(done.stderr.decode(), "01-fixed-is-not/lab.toml")


if __name__ == "__main__":
    unittest.main()
