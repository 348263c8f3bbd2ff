#!/usr/bin/env python3
"""Each picture that a document shows is one that `make pictures` makes, says what is seen in the words of
the list in docs/pictures/make.py, and is small. No other lies about. The words in a terminal's picture are
still those of the reports and of the labs."""

import re
import sys
from xml.etree import ElementTree

from derived import vocabulary, words
from project import ROOT, finish

sys.path.append(str(ROOT / "docs/pictures"))
from make import FOLDER, LANGUAGES, PICTURES, file_of

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
IN_MARKDOWN = re.compile(r"!\[(?P<alt>.*?)\]\((?P<path>.*?)\)", re.DOTALL)
IN_HTML = re.compile(r"<(?:img|source)\s(?P<attributes>.*?)>", re.DOTALL)
MOST_BYTES = {".svg": 40_000, ".png": 150_000}
SVG = "{http://www.w3.org/2000/svg}"


def images(text):
    """(alt text, path); a <source> has the alt text of the <img> after it."""
    for image in IN_MARKDOWN.finditer(text):
        yield image["alt"], image["path"]
    waiting = []
    for image in IN_HTML.finditer(text):
        attributes = dict(re.findall(r'(\w+)="(.*?)"', image["attributes"]))
        waiting.append(attributes.get("srcset") or attributes.get("src", ""))
        if "src" in attributes:
            for path in waiting:
                yield attributes.get("alt", ""), path
            waiting = []


def wrong_images(document, shown):
    lang = "zh" if ".zh." in document.name else "en"
    made = {file_of(picture, lang): picture.alt[lang] for picture in PICTURES}
    for alt, path in images(document.read_text()):
        file = (document.parent / path).resolve()
        where = f"{document.relative_to(ROOT)}: {path}"
        shown.add(file)
        if file not in made:
            yield f"{where} is none of those that docs/pictures/make.py makes in {lang}"
        elif alt != made[file]:
            yield f"{where}: the alt text is {alt!r}, docs/pictures/make.py says {made[file]!r}"


def wrong_file(file, alt, known):
    if not file.exists():
        yield "is missing; run make pictures"
        return
    if file.stat().st_size > MOST_BYTES[file.suffix]:
        yield f"has {file.stat().st_size} bytes; at most {MOST_BYTES[file.suffix]}"
    if file.suffix == ".svg":
        tree = ElementTree.parse(file)
        said = words(" ".join(text.text for text in tree.iter(f"{SVG}text")))
        if not said or not said <= known:
            yield f"is not up to date: {' '.join(sorted(said - known)) or 'no words'}; run make pictures"
        if tree.findtext(f"{SVG}title") != alt:
            yield "has another title than docs/pictures/make.py; run make pictures"


shown = set()
complaints = [wrong for document in DOCUMENTS for wrong in wrong_images(document, shown)]
files = {file_of(picture, lang): picture.alt[lang] for picture in PICTURES for lang in LANGUAGES}
known = vocabulary()
for file, alt in files.items():
    name = file.relative_to(ROOT)
    complaints += [f"{name} {wrong}" for wrong in wrong_file(file, alt, known)]
    if file not in shown:
        complaints.append(f"{name}: no document shows it")
complaints += [f"{file.relative_to(ROOT)} is left over; docs/pictures/make.py does not make it"
               for file in sorted(FOLDER.iterdir()) if file.suffix in MOST_BYTES and file not in files]
finish(complaints)
