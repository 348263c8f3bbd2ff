#!/usr/bin/env python3
"""`try --new`: a first receiver of one's own is written, runs as the tool says, and is broken."""

import re
import shlex
import shutil
import subprocess
import tomllib
import unittest

from trials import PATIENCE_S, ROOT, STICKYLAB, WithFolder, trial

FILES = {"python": "receiver.py", "go": "receiver.go", "java": "Receiver.java", "node": "receiver.js",
         "cpp": "receiver.cpp"}
NEEDS = {"python": "python3", "go": "go", "java": "javac", "node": "node", "cpp": "g++"}
HAN = re.compile("[\u4e00-\u9fff]")


def facts(number):
    return tomllib.loads(next((ROOT / "labs").glob(f"{number}-*/lab.toml")).read_text())


STARTED = [path.name[:2] for path in sorted((ROOT / "labs").glob("[0-9][0-9]-*"))
           if "length_bytes" in facts(path.name[:2])]


class Starters(WithFolder):
    def written(self, *words, lang="en"):
        done = subprocess.run([STICKYLAB, "try", *words, "--lang", lang], capture_output=True, text=True,
                              timeout=PATIENCE_S, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def commands(self, said):
        """The lines that it says to type."""
        return [shlex.split(line) for line in said.splitlines() if line.startswith("    ")]

    def refused(self, *words):
        done = subprocess.run([STICKYLAB, "try", *words, "--lang", "en"], capture_output=True, text=True,
                              timeout=PATIENCE_S, cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), done.stderr)
        return done.stderr

    def test_what_it_says_to_type_runs_and_the_receiver_is_broken(self):
        for language, file in FILES.items():
            with self.subTest(language):
                if not shutil.which(NEEDS[language]):
                    self.skipTest(f"no {NEEDS[language]}")
                said = self.written("01", "--new", language)
                self.assertTrue(said.startswith(f"{file}: "), said)
                *build, last = self.commands(said)
                for command in build:
                    subprocess.run(command, cwd=self.folder, check=True, timeout=PATIENCE_S)
                self.assertEqual(last[:3], ["stickylab", "try", "01"])
                found = trial(*last[2:], cwd=self.folder)
                self.assertEqual(found["failure"]["fault"], "verdict")
                self.assertEqual(found["failure"]["schedule"], "whole")

    def test_the_labs_send_what_the_file_says_and_it_is_broken_in_each(self):
        for number in STARTED:
            with self.subTest(number):
                self.written(number, "--new", "python")
                found = trial(number, "--receiver", "python3 receiver.py", cwd=self.folder)
                (self.folder / "receiver.py").unlink()
                self.assertFalse(found["passed"])
                size, messages = facts(number)["length_bytes"], [text.encode() for text in facts(number)["messages"]]
                sent = b"".join((len(body).to_bytes(size, "big") if size else b"") + body for body in messages)
                self.assertEqual(bytes.fromhex(found["stream_hex"]), sent)

    def test_its_comments_are_in_one_language(self):
        for language, file in FILES.items():
            for lang in ("en", "zh"):
                with self.subTest(language, lang=lang):
                    self.written("07", "--new", language, lang=lang)
                    text = (self.folder / file).read_text()
                    (self.folder / file).unlink()
                    self.assertEqual(bool(HAN.search(text)), lang == "zh")
                    self.assertNotRegex(text, r"@[A-Z]+@|\b(en|zh): ")
                    self.assertIn("07", text)

    def test_what_is_there_is_not_touched(self):
        (self.folder / "receiver.py").write_text("mine")
        self.assertIn("receiver.py: there is such a file here", self.refused("01", "--new", "python"))
        self.assertEqual((self.folder / "receiver.py").read_text(), "mine")

    def test_other_labs_have_none_and_say_which_have(self):
        self.assertIn("lab 03", self.refused("03", "--new", "python"))
        self.assertIn(", ".join(STARTED), self.refused("06", "--new", "go"))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_it_stands_alone(self):
        self.assertIn("--new", self.refused("--new", "python"))
        self.assertIn("--new", self.refused("01", "--new", "python", "--receiver", "cat"))
        self.assertIn("--new: pascal is none of", subprocess.run(
            [STICKYLAB, "try", "01", "--new", "pascal", "--lang", "en"], capture_output=True, text=True,
            timeout=PATIENCE_S).stderr)


if __name__ == "__main__":
    unittest.main()
