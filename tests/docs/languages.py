#!/usr/bin/env python3
"""Each document exists in English and in Chinese, with as many headings and code blocks in both."""

import re

from project import ROOT, finish

DOCS = ROOT / "docs"


def shape(path):
    text = path.read_text()
    return re.findall(r"^(#+) ", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M), \
        text.count("\n```sh")


pairs = [(path, path.with_suffix(".zh.md")) for path in DOCS.glob("*.md") if ".zh" not in path.name]
pairs.append((ROOT / "README.md", DOCS / "README.zh.md"))
complaints = [f"{zh.relative_to(ROOT)} is missing" for _, zh in pairs if not zh.exists()]
complaints += [f"{zh.relative_to(ROOT)} is there, {en.name} is not" for zh in DOCS.glob("*.zh.md")
               for en in [DOCS / zh.name.replace(".zh", "")]
               if not en.exists() and zh.name != "README.zh.md"]
complaints += [f"{en.name} and {zh.name} have not the same headings and commands"
               for en, zh in pairs if zh.exists() and shape(en) != shape(zh)]
finish(complaints)
