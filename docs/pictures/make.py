#!/usr/bin/env python3
"""Makes the pictures of README and of the guides, from real runs. Usage: make.py [NAME...]

`make pictures` runs this; STICKYLAB_BUILD is the build folder, unless that is build/. Terminals are taken
in tmux, as SVG, and pages in Chromium, as PNG. Pictures are committed, since a forge shows a README without
building anything; nobody draws or mends one by hand. Make them while the machine does nothing else: what
else runs is seen in the gaps. tests/docs/pictures.py checks what the documents show against the list below:
a new picture is an entry there, and an image line in a document of each language.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from svg import screen, svg, text_of

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
LANGUAGES = ("en", "zh")


@dataclass
class Terminal:
    name: str
    command: str    # is typed, with --lang zh for Chinese
    steps: list     # (keys to press, what stands on the screen then)
    columns: int
    rows: int
    alt: dict
    parts: tuple = ()  # of the screen: from a row with this text to before one with that; "" is an empty row

    suffix = ".svg"


@dataclass
class Page:
    name: str
    command: str    # writes the page; --html FILE is added
    until: str      # steps on until the page says that this is so
    width: int
    height: int
    alt: dict
    scheme: str = "light"

    suffix = ".png"


@dataclass
class FirstPage:
    name: str
    command: str    # makes a site; the folder is added
    width: int      # as previews of links show it
    height: int
    alt: dict

    suffix = ".png"


READ = "document.querySelector('.half.shown .flow:not(.back) > div:last-child .chip') !== null"

PAGE = Page(
    "page-01", "stickylab compare 01", READ, width=1100, height=780,
    alt={"en": "The page of lab 01, at the step where one recv has read hello and world together; below, that step"
               " among the lanes of sender, wire and receiver, and buttons to step and to play.",
         "zh": "实验 01 的网页，停在一次 recv 把 hello 和 world 一起读出的那一步；下面是发送方、链路、接收方三栏，标出了这一步，"
               "还有单步和播放的按钮。"})

PICTURES = [
    Terminal("compare-01", "stickylab compare 01", [((), "Linux")], columns=120, rows=100,
             parts=(("$", "✓"), ("✓", "0.000"), ("recv(4)", "")),
             alt={"en": "Lab 01 in a terminal. Broken: two sends of 5 bytes become two segments on the wire,"
                        " and one recv brings both, helloworld, which is taken for one message. Fixed: each recv"
                        " of a length is followed by one of exactly that many bytes: hello, then world.",
                  "zh": "终端里的实验 01。出错版：两次 send 各 5 字节，链路上是两个报文段，一次 recv 把两者都收走，"
                        "得到 helloworld，被当成了一条消息。修正版：先用一次 recv 读长度，再用一次 recv 恰好读那么多字节，"
                        "先是 hello，再是 world。"}),
    Terminal("learn-01", "stickylab learn 01", [((), "─"), (("Enter", "Enter", "1", "Enter"), "✗")],
             columns=110, rows=38,
             alt={"en": "Step 4 of lab 01: the guess, hello, stands above what happened, helloworld; then why"
                        " many guess so, and what the sender called, what went over the wire and what the"
                        " receiver read.",
                  "zh": "实验 01 的第 4 步：上面是猜测 hello，下面是实际结果 helloworld；接着说明为什么许多人会这样猜，"
                        "再往下是发送方调用了什么、链路上走了什么、接收方读到了什么。"}),
    Terminal("present-03", "stickylab present 03", [((), "─"), (("]", "]"), "Nagle")], columns=110, rows=30,
             alt={"en": "Lab 03 at a teaching point: after the second small write nothing happens for about"
                        " 40 ms, as Nagle holds 5 bytes until the first 4 are acknowledged and the receiver"
                        " delays its ACK.",
                  "zh": "实验 03 停在一个要点：第二块小数据写出之后约 40 毫秒什么也没有发生，因为 Nagle 要等前 4 字节得到确认"
                        "才放出后 5 字节，而接收方又延迟了确认。"}),
    Terminal("step-03", "stickylab present --step 03", [((), "Nagle")], columns=110, rows=26,
             alt={"en": "present --step, lab 03: segment 1, 4 bytes, is held on the wire. The sender has written 5 bytes"
                        " more, which its TCP keeps until those 4 are acknowledged (Nagle); both programs wait in recv.",
                  "zh": "present --step，实验 03：报文段 1 带着 4 个字节，被扣在链路上。发送方又写了 5 个字节，它的 TCP 要等"
                        "那 4 个字节被确认才发（Nagle）；两个程序都阻塞在 recv 中。"}),
    FirstPage("site-01", "stickylab site", width=1200, height=630,
              alt={"en": "The first page of a site: a program calls send twice, hello and world; what does recv return?"
                         " Four buttons to bet with.",
                   "zh": "网站的首页：一个程序先 send(hello)，再 send(world)，recv 会返回什么？下面是四个可以选的按钮。"}),
    PAGE,
    replace(PAGE, name="page-01-dark", scheme="dark"),
]


def file_of(picture, lang):
    return FOLDER / (picture.name + ("" if lang == "en" else f".{lang}") + picture.suffix)


def in_language(command, lang):
    return command if lang == "en" else f"{command} --lang {lang}"


def kept(rows, parts):
    """The rows of `parts`, and a sign where rows are left out."""
    texts, result, last = [text_of(row) for row in rows], [], 0
    for begin, end in parts:
        first = next(n for n in range(last, len(rows)) if begin in texts[n])
        if result and first > last:
            result += screen("       ⋮")
        last = next(n for n in range(first + 1, len(rows))
                    if (end in texts[n] if end else not texts[n].strip()))
        result += rows[first:last]
    return result or rows


def take_terminal(picture, lang):
    from terminals import BUILD, Terminal as Tmux
    command = in_language(picture.command, lang)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tmux = Tmux(folder, picture.columns, picture.rows, PATH=f"{BUILD}/bin:{os.environ['PATH']}")
        try:
            tmux.type(command)
            for keys, text in picture.steps:
                if keys:
                    tmux.keys(*keys)
                tmux.until(text)
            rows = kept(screen(tmux.tmux("capture-pane", "-e", "-p")), picture.parts)
        finally:
            tmux.close()
    return svg(rows, picture.columns, picture.alt[lang], f"make pictures: {command}", lang).encode()


def take_page(picture, lang):
    from chromium import Chromium
    from terminals import STICKYLAB
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        command = f"{in_language(picture.command, lang)} --html {page}"
        subprocess.run([STICKYLAB, *command.split()[1:]], check=True, stdout=subprocess.DEVNULL)
        browser = Chromium()
        try:
            browser.view(picture.width, picture.height, picture.scheme)
            browser.open(page, "#/0")
            while not browser.value(picture.until):
                if browser.value("document.querySelector('.controls input').value"
                                 " === document.querySelector('.controls input').max"):
                    raise AssertionError(f"no step of {picture.name} is as it should be")
                browser.press("ArrowRight")
            return browser.screenshot()
        finally:
            browser.close()


def take_first_page(picture, lang):
    from chromium import Chromium
    from terminals import STICKYLAB
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run([STICKYLAB, *picture.command.split()[1:], site, "01"], check=True, stdout=subprocess.DEVNULL)
        browser = Chromium()
        try:
            browser.view(picture.width, picture.height)
            browser.open(site / f"index{'' if lang == 'en' else f'.{lang}'}.html")
            return browser.screenshot()
        finally:
            browser.close()


def main(names):
    sys.path += [str(ROOT / "tests/show"), str(ROOT / "tests/browser")]
    take = {Terminal: take_terminal, Page: take_page, FirstPage: take_first_page}
    for picture in PICTURES:
        for lang in LANGUAGES:
            if not names or picture.name in names:
                file = file_of(picture, lang)
                file.write_bytes(take[type(picture)](picture, lang))
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
