"""A terminal's screen as SVG: what tmux's `capture-pane -e` gives, text with colours in SGR sequences.

Every piece of text stands at its column and is as wide as its cells, in whatever font the reader has.
Lines and the heads of arrows are drawn, so that they meet."""

import re
import unicodedata
from html import escape
from itertools import groupby

CELL, ROW, MARGIN = 8, 18, 14

# What the harness paints (harness/text/paint.cpp), and what puts an end to it.
ADD = {"1": "strong", "2": "quiet", "38;5;166": "wrong", "38;5;32": "right", "38;5;164": "unclear"}
REMOVE = {"0": set(ADD.values()), "22": {"strong", "quiet"}, "39": {"wrong", "right", "unclear"}, "49": set()}

LOOK = """
rect { fill: #0d1117; stroke: #6e7681 }
text { font: 13.3px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono',
  'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace }
.wide { font-size: 15px }
text, .head { fill: #d1d7e0 }
.line { fill: none; stroke: #d1d7e0; stroke-width: 1.2; stroke-linecap: square }
.dashed { stroke-dasharray: 4 4; stroke-dashoffset: -2; stroke-linecap: butt }
.strong { font-weight: 700 } text.strong, .head.strong { fill: #fff } .line.strong { stroke: #fff }
text.quiet, .head.quiet { fill: #9198a1 } .line.quiet { stroke: #6e7681 }
text.wrong { fill: #f0b72f } .line.wrong { stroke: #f0b72f }
text.right { fill: #79c0ff }
text.unclear { fill: #e2a5f5 }
"""

HEADS = {"►": f"l{CELL} 4l-{CELL} 4z", "◄": f"m{CELL} 0v8l-{CELL} -4z"}


def screen(captured):
    """Of each row its cells: (column, character, its width, its style). A style lasts until it is changed."""
    rows, style = [], frozenset()
    for line in captured.splitlines():
        row, column = [], 0
        for codes, char in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
            if char:
                width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
                row.append((column, char, width, " ".join(sorted(style))))
                column += width
                continue
            for code in re.findall(r"38;5;\d+|\d+", codes or "0"):
                if code not in ADD and code not in REMOVE:
                    raise ValueError(f"SGR {code} is a colour that svg.py does not know")
                style = (style - REMOVE.get(code, set())) | ({ADD[code]} if code in ADD else set())
        rows.append(row)
    return rows


def text_of(row):
    return "".join(char for _, char, _, _ in row)


def kind(cell):
    """Characters of one kind may share a piece: they come from the same font."""
    _, char, width, style = cell
    return style, "wide" if width == 2 else "text" if char < "\u2018" else char


def classes(*names):
    names = " ".join(filter(None, names))
    return f' class="{names}"' if names else ""


def piece(neighbours, y, style, name):
    """What is drawn for neighbours of one kind."""
    text, (first, _, width, _) = text_of(neighbours), neighbours[0]
    x, middle = MARGIN + first * CELL, y + ROW // 2
    if name in ("─", "╌"):
        dashed = "dashed" if name == "╌" else ""
        yield f'<path{classes("line", dashed, style)} d="M{x} {middle}h{len(text) * CELL}"/>'
    elif name in ("│", "┃"):
        yield f'<path{classes("line", style)} d="M{x + CELL // 2} {y}v{ROW}"/>'
    elif name in HEADS:
        yield f'<path{classes("head", style)} d="M{x} {middle - 4}{HEADS[name]}"/>'
    else:
        look = classes(style, "wide" if name == "wide" else "")
        if name not in ("text", "wide"):  # a sign, that may come from a font of another width
            look += ' lengthAdjust="spacingAndGlyphs"'
        for words in re.finditer(r"\S+( \S+)*", text):
            at, across = x + words.start() * width * CELL, len(words[0]) * width * CELL
            yield (f'<text x="{at}" y="{y + 13}" textLength="{across}"{look}>'
                   f"{escape(words[0], quote=False)}</text>")


def svg(rows, columns, title, description, lang):
    across, down = columns * CELL + 2 * MARGIN, len(rows) * ROW + 2 * MARGIN
    drawn = []
    for number, row in enumerate(rows):
        for (style, name), neighbours in groupby(row, kind):
            drawn += piece(list(neighbours), MARGIN + number * ROW, style, name)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" height="{down}"'
        f' role="img" xml:lang="{lang}" lang="{lang}">',
        f"<title>{escape(title, quote=False)}</title>",
        f"<desc>{escape(description, quote=False)}</desc>",
        f"<style>{LOOK}</style>",
        f'<rect x=".5" y=".5" width="{across - 1}" height="{down - 1}" rx="8"/>',
        *drawn, "</svg>", ""])
