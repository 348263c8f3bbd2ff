#!/usr/bin/env python3
"""A lab folder holds six files and the headers that its lab.toml names, a capstone's more
sources; number and titles agree, and each README has the sections of all."""

from project import LABS, facts, finish, is_capstone, own_headers, sections

FILES = {"broken.cpp", "fixed.cpp", "lab.toml", "learn.toml", "README.md", "README.zh.md"}
SECTIONS = {  # in this order: English, Chinese
    "What you see": "看到什么",
    "Run it": "运行",
    "Predict": "先猜",
    "What did the kernel deliver": "内核交付了什么",
    "Read the diff": "读 diff",
    "From the documents' program to this one": "从博客的程序到这个程序",
    "Why": "为什么",
    "Try this": "动手试试",
    "In other languages": "其他语言里",
    "Seen in the wild": "真实案例",
}
CAPSTONES_ONLY, LABS_ONLY = {"From the documents' program to this one"}, {"Read the diff"}


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


def wrong_sections(lab):
    found = [list(sections((lab / readme).read_text())) for readme in ("README.md", "README.zh.md")]
    elsewhere = LABS_ONLY if is_capstone(lab) else CAPSTONES_ONLY
    wanted = [title for title in SECTIONS if title not in elsewhere]
    if found[0] != wanted:
        yield f"{lab.name}/README.md: the sections are {found[0]}, not {wanted}"
    elif found[1] != [SECTIONS[title] for title in wanted]:
        yield f"{lab.name}/README.zh.md: the sections are {found[1]}"


complaints = []
for folder in LABS:
    complaints += list(wrong_files(folder)) or [*wrong_headings(folder), *wrong_sections(folder)]
numbers = [folder.name[:2] for folder in LABS]
complaints += [f"two labs have the number {n}" for n in sorted(set(numbers)) if numbers.count(n) > 1]
finish(complaints)
