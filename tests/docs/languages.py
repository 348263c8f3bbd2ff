#!/usr/bin/env python3
"""What a person reads is there in English and in Chinese.

Documents have the same headings and code in both, each text of a lab.toml and of a learn.toml is in both. What the
program says is for phrases.py, the HTML page for tests/browser/page.py.
"""

import re
from itertools import zip_longest

from project import HALF_WIDTH, HAN, LABS, ROOT, facts, finish, teaching

DOCS = ROOT / "docs"
CODE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
COMMENT = re.compile(r"\s+(#|//) .*")


def headings(text):
    return re.findall(r"^(#+) ", CODE.sub("", text), re.M)


def code(text):
    """Each block without its comments, and without what chooses a language; of output: that it is."""
    return [(language, "" if language == "text" else COMMENT.sub("", block.replace(" --lang zh", "")))
            for language, block in CODE.findall(text)]


def wrong_in_document(en, zh):
    name = zh.relative_to(ROOT)
    if not en.exists() or not zh.exists():
        return [f"{(zh if en.exists() else en).relative_to(ROOT)} is missing"]
    english, chinese = en.read_text(), zh.read_text()
    complaints = []
    if headings(english) != headings(chinese):
        complaints.append(f"{name}: the headings are not those of {en.relative_to(ROOT)}")
    complaints += [f"{name}: code block {i} is not that of {en.relative_to(ROOT)}"
                   for i, (a, b) in enumerate(zip_longest(code(english), code(chinese)), 1) if a != b]
    return complaints + [f"{name}:{number}: punctuation that is not Chinese: {line.strip()}"
                         for number, line in enumerate(chinese.splitlines(), 1)
                         if HALF_WIDTH.search(re.sub(r"`[^`]*`|\]\(.*?\)", "", line))]


def texts(value, path):
    """Each {en, zh} below `value`, and where it stands."""
    below = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, dict) and {"en", "zh"} & set(value):
        yield path, value
    for key, inner in below:
        yield from texts(inner, f"{path}.{key}")


def wrong_in_text(where, text):
    en, zh = text.get("en"), text.get("zh")
    if not en or not zh:
        return [f"{where} is in one language only: {en or zh}"]
    payload = ".choices." in where and zh == en.replace(",", "")  # as 3,000: bytes have no language
    if not re.search(HAN, zh) and not payload:
        return [f"{where} is not Chinese: {zh}"]
    return [f"{where}: punctuation that is not Chinese: {zh}"] if HALF_WIDTH.search(zh) else []


pairs = {(path.with_name(path.name.replace(".zh", "")), path) for path in DOCS.glob("*.zh.md")}
pairs |= {(path, path.with_suffix(".zh.md")) for path in DOCS.glob("*.md") if ".zh" not in path.name}
pairs -= {(DOCS / "README.md", DOCS / "README.zh.md")}
pairs |= {(ROOT / "README.md", DOCS / "README.zh.md")}
pairs |= {(lab / "README.md", lab / "README.zh.md") for lab in LABS}
finish([complaint for pair in sorted(pairs) for complaint in wrong_in_document(*pair)] +
       [complaint for lab in LABS for where, text in texts({**facts(lab), **teaching(lab)}, lab.name)
        for complaint in wrong_in_text(where, text)])
