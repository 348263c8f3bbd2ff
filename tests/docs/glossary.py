#!/usr/bin/env python3
"""The glossary has the same terms in both languages, each with a source and with labs that are there; and
`stickylab glossary` prints it, by any of the names."""

import os
import re
import subprocess
import sys

from project import ROOT, finish

STICKYLAB = f"{sys.argv[1]}/bin/stickylab"
TERM = re.compile(r"^## (.*)\n\n((?:.+\n)+)\n((?:.+\n)+)", re.M)
LINK = re.compile(r"\]\((.*?)\)")
ENDINGS = {"en": "", "zh": ".zh"}


def terms(language):
    text = (ROOT / f"docs/glossary{ENDINGS[language]}.md").read_text()
    found = [(names.split(" · "), meaning, source) for names, meaning, source in TERM.findall(text)]
    if len(found) != text.count("\n## "):
        finish([f"docs/glossary{ENDINGS[language]}.md: a term is not a heading, a paragraph and a source"])
    return found


def printed(*words):
    done = subprocess.run([STICKYLAB, "glossary", *words], capture_output=True, text=True, timeout=20)
    return done.returncode, done.stdout + done.stderr


def wrong_in(language):
    for names, meaning, source in terms(language):
        where = f"docs/glossary{ENDINGS[language]}.md: {names[0]}"
        links = LINK.findall(source)
        if not any("../labs/" in link for link in links):
            yield f"{where}: names no lab"
        for link in links:
            if not (ROOT / "docs" / link).exists():
                yield f"{where}: {link} is not there"
        if len(meaning) > 420:
            yield f"{where}: longer than three plain sentences"
        for name in names:
            status, text = printed(name, "--lang", language)
            if status != 0 or not any(line.startswith(names[0]) for line in text.splitlines()):
                yield f"{where}: `glossary {name}` does not print it"


english, chinese = terms("en"), terms("zh")
complaints = [f"{a[0]} and {b[0]}: the names differ" for (a, _, _), (b, _, _) in zip(english, chinese)
              if set(a) != set(b)]
complaints += [f"{a[0]}: the labs differ in the two languages" for (a, _, x), (_, _, y) in zip(english, chinese)
               if os.path.commonprefix([LINK.findall(x), [link.replace(".zh", "") for link in LINK.findall(y)]])
               != LINK.findall(x)]
if len(english) != len(chinese):
    complaints.append("the two languages have not the same number of terms")
complaints += [*wrong_in("en"), *wrong_in("zh")]
for word, expected in (("nagel", "did you mean"), ("delayedack", "delayed ACK"), ("xyzzy", "stickylab glossary")):
    status, text = printed(word, "--lang", "en")
    if expected not in text or status != (0 if word == "delayedack" else 2):
        complaints.append(f"`glossary {word}` says: {text}")
if len(printed()[1].splitlines()) < 3 * len(english):
    complaints.append("`glossary` does not print all terms")
finish(complaints)
