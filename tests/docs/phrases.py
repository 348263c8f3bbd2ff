#!/usr/bin/env python3
"""What the command line says beside its reports is there in English and in Chinese: errors and help.

Each has an entry in harness/text/phrases.cpp with the same places to fill in, and no entry is left
over. Usage: phrases.py BUILD-FOLDER
"""

import re
import string
import subprocess
import sys

from project import HALF_WIDTH, HAN, ROOT, finish
from words import phrases_in, sources

TABLE = ROOT / "harness/text/phrases.cpp"
PIECE = r'"(?:[^"\\\n]|\\.)*"'
LITERAL = re.compile(rf"//[^\n]*|'(?:\\.|[^'\\])'|({PIECE}(?:\s*{PIECE})*)")  # or what only looks like one


def joined(pieces):
    return "".join(piece[1:-1] for piece in re.findall(PIECE, pieces))


def literals(code):
    return [joined(found) for found in LITERAL.findall(code) if found]


def table(name):
    """The entries of `name` in phrases.cpp, English and Chinese."""
    code = TABLE.read_text().split(f" {name} = ")[1].split("});")[0]
    found = literals(code)
    return list(zip(found[::2], found[1::2], strict=True))


def places(text):
    """What stands in braces; places without a number are numbered."""
    names = [name for _, name, *_ in string.Formatter().parse(text) if name is not None]
    return sorted(name or str(i) for i, name in enumerate(names))


def wrong_in(en, zh):
    if places(en) != places(zh):
        yield f"\"{zh}\" has other places than \"{en}\""
    if zh and not re.search(HAN, zh) and re.search("[a-z]", re.sub(r"\{.*?\}", "", en)):
        yield f"\"{en}\" is not said in Chinese: \"{zh}\""
    if HALF_WIDTH.search(re.sub("`.*?`", "", zh)):
        yield f"punctuation that is not Chinese: \"{zh}\""


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


entries = table("kPhrases")
known = {en for en, _ in entries}
said = set()
complaints = []
for path in sorted((ROOT / "harness").rglob("*.[ch]pp")):
    if path == TABLE or path.name == "input_error.hpp":
        continue
    code = path.read_text()
    said.update(literals(code))
    for throw in re.finditer(rf"\b(?:Input|Usage|Schedule)Error\(\s*({PIECE}(?:\s*{PIECE})*)?", code):
        where = f"{path.relative_to(ROOT)}:{code.count(chr(10), 0, throw.start()) + 1}"
        if not throw[1]:
            complaints.append(f"{where}: what is wrong is not a literal here")
        elif joined(throw[1]) not in known:
            complaints.append(f"{where}: in English only: \"{joined(throw[1])}\"")
complaints += [f"phrases.cpp: nobody says \"{en}\"" for en in sorted(known - said)]
complaints += [complaint for entry in entries for complaint in wrong_in(*entry)]
complaints += [f"{phrase.where}: {complaint}" for path in sources() for phrase in phrases_in(path)
               for complaint in wrong_in(phrase.en, phrase.zh)]
if len(known) != len(entries):
    complaints.append("phrases.cpp: an entry is there twice")
program = f"{sys.argv[1]}/bin/stickylab"
for command in ((), *((name,) for name in commands(program))):
    complaints += wrong_in_help(program, *command)
finish(complaints)
