#!/usr/bin/env python3
"""Texts that documents derive from elsewhere are up to date. --write makes it so.

A derived part stands between `<!-- NAME: ARGUMENT -->` and `<!-- end -->`:
  labs: en|zh       the table of labs, from each lab.toml
  from: S0 en|zh    the labs that come from this document, from each lab.toml
  output: COMMAND   what a command prints. That differs from run to run, so what is checked is that
                    its words are still those of the reports and of the labs.
Usage: derived.py, or derived.py --write BUILD-FOLDER
"""

import os
import re
import subprocess
import sys

from project import LABS, ROOT, facts, finish, teaching

FILES = [ROOT / "README.md", ROOT / "docs/README.zh.md", ROOT / "docs/documents.md",
         ROOT / "docs/documents.zh.md"]
PART = re.compile(r"(<!-- (labs|from|output): (.*?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
HEAD = {"en": "| lab | what it is about |\n| --- | --- |\n",
        "zh": "| 实验 | 内容 |\n| --- | --- |\n"}
COMMON_NAME = re.compile(r'\{"(.*?)", Verdict::(\w+)\}')  # that `list WORD` knows


def readme(lab, language, folder):
    return f"{os.path.relpath(lab, folder)}/{'README.md' if language == 'en' else 'README.zh.md'}"


def labs(language, folder):
    rows = []
    for lab in LABS:
        said = facts(lab)
        about = teaching(lab).get("topic", said["title"])[language]
        rows.append(f"| [{lab.name}]({readme(lab, language, folder)}) | {about} |\n")
    return HEAD[language] + "".join(rows) + (common_names() if language == "zh" else "")


def common_names():
    """The labs that people look for by another name, by the table that `list` has."""
    names = {}
    for name, verdict in COMMON_NAME.findall((ROOT / "harness/command/list_command.cpp").read_text()):
        names.setdefault(verdict, []).append(name)
    lines = ["\n按俗称找：\n\n"]
    for verdict, known in names.items():
        labs = "、".join(lab.name[:2] for lab in LABS if facts(lab)["broken"]["verdict"] == verdict)
        lines.append(f"- {'、'.join(known)}：{labs}\n")
    return "".join(lines)


def labs_from(argument, folder):
    document, language = argument.split()
    links = [f"[{lab.name[:2]}]({readme(lab, language, folder)})" for lab in LABS
             if any(line.startswith(document) for line in facts(lab)["from"])]
    head, between = ("Labs: ", ",\n") if language == "en" else ("实验：", "、\n")
    return head + between.join(links) + "\n"


DERIVED = {"labs": labs, "from": labs_from}


def output(command, build):
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, env={
        **os.environ, "PATH": f"{build}/bin:{os.environ['PATH']}", "COLUMNS": "80"})
    if not done.stdout.strip():
        sys.exit(f"`{command}` prints nothing: {done.stderr}")
    return f"```text\n{done.stdout.rstrip()}\n```\n"


def words(text):
    """Latin ones, and of Chinese each character: there a word has no borders."""
    return set(re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]", text))


def vocabulary():
    """All that a report can say: the harness's own words, and the labs'."""
    files = [*(ROOT / "harness").rglob("*.[ch]pp"), *(lab / "lab.toml" for lab in LABS)]
    return words("".join(file.read_text() for file in files)) | {"text"}


def derive(path, build, write):
    """The text of `path` as it should be, and what is wrong with it as it is."""
    complaints = []

    def part(match):
        begin, kind, argument, old, end = match.groups()
        if kind in DERIVED:
            new = DERIVED[kind](argument, path.parent)
            stale = new != old
        else:
            new = output(argument, build) if write else old
            stale = not words(old) - {"text"} or not words(old) <= vocabulary()
        if stale:
            complaints.append(f"{path.relative_to(ROOT)}: {kind}: {argument} is not up to date;"
                              " run tests/docs/derived.py --write build")
        return begin + new + end

    return PART.sub(part, path.read_text()), complaints


def main(arguments):
    write = "--write" in arguments
    build = os.path.abspath(arguments[-1]) if write else None
    complaints = []
    for path in FILES:
        text, wrong = derive(path, build, write)
        if write:
            path.write_text(text)
        else:
            complaints += wrong
    finish(complaints)


if __name__ == "__main__":
    main(sys.argv[1:])
