#!/usr/bin/env python3
"""A lab folder holds five files and the headers that its lab.toml names, a capstone's more sources; number and titles agree."""

from project import LABS, facts, finish, is_capstone, own_headers

FILES = {"broken.cpp", "fixed.cpp", "lab.toml", "README.md", "README.zh.md"}


def wrong_files(lab):
    there = {path.name for path in lab.iterdir()}
    wanted = FILES
    if "lab.toml" in there:
        wanted = FILES | own_headers(lab)
    for name in sorted(wanted - there):
        yield f"{lab.name}/{name} is missing"
    if "lab.toml" in there and is_capstone(lab):
        wanted |= {name for name in there if name.endswith((".cpp", ".hpp"))}
    for name in sorted(there - wanted):
        yield f"{lab.name}/{name} does not belong there"


def wrong_headings(lab):
    title = facts(lab)["title"]
    for readme, language in (("README.md", "en"), ("README.zh.md", "zh")):
        wanted = f"# {lab.name[:2]} {title[language]}"
        heading = (lab / readme).read_text().split("\n", 1)[0]
        if heading != wanted:
            yield f"{lab.name}/{readme}: the heading is {heading!r}, lab.toml says {wanted!r}"


complaints = []
for folder in LABS:
    complaints += list(wrong_files(folder)) or list(wrong_headings(folder))
numbers = [folder.name[:2] for folder in LABS]
complaints += [f"two labs have the number {n}" for n in sorted(set(numbers)) if numbers.count(n) > 1]
finish(complaints)
