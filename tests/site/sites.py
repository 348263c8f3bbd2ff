"""Makes sites, and reads their pages."""

import json
import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = Path(os.environ.get("STICKYLAB_BUILD", ROOT / "build"))
STICKYLAB = BUILD / "bin/stickylab"
PATIENCE_S = 110
VOID = {"meta", "link", "input", "br", "hr", "img"}


def site(*args, **options):
    return subprocess.run([STICKYLAB, "site", *args, "--lang", "en"], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=PATIENCE_S, **options)


class Page(HTMLParser):
    """The links of a page, its ids and its text; elements that are not closed are an error."""

    def __init__(self, file):
        super().__init__()
        self.links, self.ids, self.meta, self.open, self.text, self.lang = [], [], {}, [], "", None
        self.feed(file.read_text())
        self.close()
        assert not self.open, (file, self.open)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = attributes["lang"]
        if tag == "meta":
            self.meta[attributes.get("name") or attributes.get("property") or
                      attributes.get("http-equiv")] = attributes.get("content")
        self.links += [attributes[name] for name in ("href", "src") if name in attributes]
        self.ids += [attributes["id"]] if "id" in attributes else []

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.open, self.getpos())

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data


def data_of(file):
    """The data of the first page's scripts."""
    found = re.search(r'<script type="application/json" id="site">(.*?)</script>', file.read_text(), re.S)
    return json.loads(found[1])
