#!/usr/bin/env python3
"""What the program says is a Phrase, in English and in Chinese: reports, errors and help.

That each has both languages, with the same places to fill in, is the compiler's to check. This looks
for English that is no phrase, for punctuation that is not Chinese, for phrases that nobody says, and
for help that stays English. Usage: phrases.py BUILD-FOLDER
"""

import re
import subprocess
import sys

from project import HALF_WIDTH, HAN, ROOT, finish
from words import LITERAL, PAIR, joined, phrases_in, sources

SPEAK = ("text", "lanes", "report", "show", "command", "cli")  # the rooms with words for people
PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
NO_WORDS = re.compile(  # what is typed, or read by machines
    r"(?:stickylab|build/bin/stickylab|make lab|go run|go build|--receiver|TAP version|::) ?|.*<|# stickylab|\.SS ", re.S)
DETAIL = re.compile(r"\b(?:must\(|throw_errno\(|throw std::\w+_error\().*$", re.S)  # stays English


def prose_outside_phrases(path):
    code = PAIR.sub(lambda pair: re.sub(r"[^\n]", " ", pair[0]), path.read_text())
    for literal in re.finditer(rf"//[^\n]*|'(?:\\.|[^'\\])'|({LITERAL})", code):
        text = joined(literal[1] or "")
        statement = re.split("[;{}]", code[:literal.start()])[-1]
        if PROSE.search(text) and not NO_WORDS.match(text) and not DETAIL.search(statement):
            line = code.count("\n", 0, literal.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: in English only: \"{text}\""


def wrong_in(phrase):
    if not re.search(HAN, phrase.zh) and re.search("[a-z]{2}", re.sub(r"\{.*?\}", "", phrase.en)):
        yield f"{phrase.where}: \"{phrase.en}\" is not said in Chinese: \"{phrase.zh}\""
    if HALF_WIDTH.search(re.sub("`.*?`", "", phrase.zh)):
        yield f"{phrase.where}: punctuation that is not Chinese: \"{phrase.zh}\""


def unsaid(codes):
    """Constants that are defined and not used. `codes` by path."""
    everything = "\n".join(codes.values())
    for path, code in codes.items():
        for name in re.findall(r"constexpr (?:Phrase|\w+Words) (k\w+)|constexpr auto (k\w+) = phrases_of", code):
            if len(re.findall(rf"\b{''.join(name)}\b", everything)) < 2:
                yield f"{path.relative_to(ROOT)}: nobody says {''.join(name)}"


def wrong_in_help(stickylab, *command):
    """Whatever stands in the last column is Chinese, or is the name of an option."""
    done = subprocess.run([stickylab, *command, "--lang", "zh", "--help"], stdout=subprocess.PIPE,
                          text=True, check=True, timeout=10)
    for line in filter(str.strip, done.stdout.splitlines()):
        said = re.split(" {2,}", line.strip())[-1]
        if not re.search(HAN, said) and not re.fullmatch(r"--\S+ \S+", said):
            yield f"stickylab {' '.join(command)} --help is not Chinese here: {line.strip()}"


def commands(stickylab):
    done = subprocess.run([stickylab, "--help"], stdout=subprocess.PIPE, text=True, check=True,
                          timeout=10, env={"LC_ALL": "C"})
    return re.findall(r"^  ([a-z]+) ", done.stdout.split("Subcommands:\n")[1], re.M)


complaints = []
for path in sources():
    complaints += [complaint for phrase in phrases_in(path) for complaint in wrong_in(phrase)]
    if path.relative_to(ROOT / "harness").parts[0] in SPEAK:
        complaints += prose_outside_phrases(path)
complaints += unsaid({path: path.read_text() for path in sources()})
program = f"{sys.argv[1]}/bin/stickylab"
for command in ((), *((name,) for name in commands(program))):
    complaints += wrong_in_help(program, *command)
finish(complaints)
