#!/usr/bin/env python3
"""What README derives from elsewhere is up to date. --write makes it so.

A derived part stands between `<!-- NAME: ARGUMENT -->` and `<!-- end -->`:
  labs: en|zh       the table of labs, from each lab.toml
  output: COMMAND   what a command prints. Times differ from run to run, so only the words are
                    compared, and only where the build folder is given and two hosts can be had.
Usage: derived.py [--write] [BUILD-FOLDER]
"""

import os
import re
import subprocess
import sys

from project import LABS, ROOT, facts, finish

FILES = [ROOT / "README.md", ROOT / "docs/README.zh.md"]
PART = re.compile(r"(<!-- (labs|output): (.*?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
HEAD = {"en": "| lab | what happens | without and with the fix |\n| --- | --- | --- |\n",
        "zh": "| 实验 | 现象 | 修正前与修正后 |\n| --- | --- | --- |\n"}


def labs(language, folder):
    rows = []
    for lab in LABS:
        said = facts(lab)
        link = os.path.relpath(lab, folder)
        readme = "README.md" if language == "en" else "README.zh.md"
        rows.append(f"| [{lab.name[:2]} {said['title'][language]}]({link}/{readme}) "
                    f"| {said['symptom'][language]} "
                    f"| {said['broken']['verdict']} → {said['fixed']['verdict']} |\n")
    return HEAD[language] + "".join(rows)


def output(command, build):
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, env={
        **os.environ, "PATH": f"{build}/bin:{os.environ['PATH']}", "COLUMNS": "80"})
    return f"```text\n{done.stdout.rstrip()}\n```\n"


def has_two_hosts(build):
    """The samples show the wire, and not every machine has one."""
    return '"two_hosts":true' in output("stickylab doctor --format json", build)


def words(text):
    return set(re.findall(r"[^\W\d_]{3,}", text))


def derive(path, build, write):
    """The text of `path` as it should be, and what is wrong with it as it is."""
    complaints = []

    def part(match):
        begin, kind, argument, old, end = match.groups()
        if kind == "output" and not (build and has_two_hosts(build)):
            return match[0]
        new = labs(argument, path.parent) if kind == "labs" else output(argument, build)
        stale = new != old if kind == "labs" else not words(old) <= words(new) | {"text"}
        if stale:
            complaints.append(f"{path.relative_to(ROOT)}: {kind}: {argument} is not up to date;"
                              " run tests/docs/derived.py --write build")
        return begin + new + end if stale or write else match[0]

    return PART.sub(part, path.read_text()), complaints


arguments = sys.argv[1:]
write = "--write" in arguments
build = os.path.abspath(arguments[-1]) if arguments and arguments[-1] != "--write" else None
complaints = []
for path in FILES:
    text, wrong = derive(path, build, write)
    if write:
        path.write_text(text)
    else:
        complaints += wrong
finish(complaints)
