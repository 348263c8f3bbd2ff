#!/usr/bin/env python3
"""A site in a real browser: its first page by keys, by mouse and by touch, on five screens, from a disk and
from a server's subfolder; and a lab's page below the site's own policy."""

import functools
import http.server
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from chromium import PROGRAM, Chromium
from page import BUILD, SIDEWAYS, SIZES, SKIPPED

LEAST_TEXT = 18  # pixels, from the last row of a room
SMALL_TEXT = """[...document.body.querySelectorAll(':not(script, noscript)')].filter(element =>
  [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
  element.getClientRects().length > 0 && parseFloat(getComputedStyle(element).fontSize) < %d)
  .map(element => element.textContent)"""
OUTSIDE_PICTURE = """[...document.querySelectorAll('.ladder')].flatMap(ladder => {
  const frame = ladder.getBoundingClientRect();
  return [...ladder.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width > 0 && (box.left < frame.left || box.right > frame.right);
  }).map(text => text.textContent);
})"""
CHIPS = "[...document.querySelectorAll('#knobs .reads .chip')].map(chip => chip.textContent)"
TAKEN = "[...document.querySelectorAll('.results section')].map(section => " \
        "[...section.querySelectorAll('.messages li')].map(item => item.textContent))"
DRAWN = "[...document.querySelectorAll('.ladder svg')].filter(one => one.clientWidth > 0 && one.childNodes.length).length"
CUT = "[...document.querySelectorAll('.gap[aria-pressed=true]')].map(gap => Number(gap.dataset.at))"


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-site-")
        cls.addClassCleanup(folder.cleanup)
        cls.top = Path(folder.name)
        cls.site = cls.top / "course"
        subprocess.run([BUILD / "bin/stickylab", "site", cls.site, "05"], check=True, timeout=110,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        cls.browser = Chromium()
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.open(1280, 720)

    def open(self, width, height, page="index.html", fragment="#bet=4", **look):
        self.browser.view(width, height, **look)
        self.browser.open(self.site / page, fragment)

    def quiet(self, place):
        self.assertEqual(self.browser.complaints(), [])
        self.assertTrue(all(url.startswith((place, "data:")) for url in self.browser.requests()),
                        self.browser.requests())

    def focus(self, what):
        self.browser.value(f"document.querySelector('{what}').focus()")

    def middle(self, what):
        return self.browser.value(f"""(box => [box.x + box.width / 2, box.y + box.height / 2])(
          document.querySelector('{what}').getBoundingClientRect())""")

    def mouse(self, kind, x, y):
        self.browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                          buttons=0 if kind == "mouseReleased" else 1, clickCount=1)

    def test_nothing_is_wider_than_the_screen_and_nothing_outside_is_asked_for(self):
        for page in ("index.html", "index.zh.html", "01.html", "05.zh.html"):
            fragment = "#bet=0&busy=3" if "index" in page else ""
            for width, height in SIZES:
                for scheme in ("light", "dark"):
                    with self.subTest(page, width=width, scheme=scheme):
                        self.open(width, height, page, fragment, scheme=scheme)
                        self.assertLessEqual(self.browser.value(SIDEWAYS), 0)
                        self.assertEqual(self.browser.value(OUTSIDE_PICTURE), [])
                        self.quiet(f"file://{self.site}/")

    def test_text_is_readable_from_the_last_row(self):
        for page in ("index.html", "index.zh.html"):
            self.open(1280, 720, page, "#bet=0")
            self.assertEqual(self.browser.value(SMALL_TEXT % LEAST_TEXT), [])

    def test_a_server_may_have_it_in_a_subfolder(self):
        handler = functools.partial(Handler, directory=self.top)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                place = f"http://127.0.0.1:{server.server_port}/course/"
                for page, there in (("#bet=4", "#knobs .ladder text"), ("01.zh.html", ".controls")):
                    self.browser.call("Page.navigate", url="about:blank")
                    self.browser.events.clear()
                    self.browser.call("Page.navigate", url=place + page)
                    self.browser.until(f"document.querySelector('{there}') !== null")
                    self.quiet(place)
            finally:
                server.shutdown()

    def test_a_bet_is_answered_and_plays_the_run(self):
        for motion in ("reduce", "no-preference"):
            with self.subTest(motion):
                self.open(1280, 720, fragment="", motion=motion)
                self.assertNotIn("It was", self.browser.value("bet.innerText"))
                self.assertEqual(self.browser.value(DRAWN), 0)  # it would tell the answer
                self.focus(".choices button")
                self.browser.press(" ")
                self.assertIn("It was: helloworld", self.browser.value("bet.innerText"))
                if motion == "no-preference":
                    self.browser.until("movie.at < 1")
                self.browser.until("movie.at === 1 && movie.timer === undefined")
                self.browser.until(f"{DRAWN} === 2")

    def test_who_does_not_bet_sees_it_too(self):
        self.open(320, 640, fragment="")
        self.focus(".skip")
        self.browser.press(" ")
        self.browser.until(f"{DRAWN} === 2")
        self.assertEqual(self.browser.value("document.querySelector('.answer').innerText"), "")

    def test_the_run_steps_both_ways(self):
        seen = "document.querySelectorAll('#film .ladder svg > g:not(.unborn)').length"
        steps = "(way => { let steps = 0; for (let at; at !== movie.at; ++steps) { at = movie.at; movie.step(way); } " \
                "return steps; })(%d)"
        whole = self.browser.value(seen)
        back = self.browser.value(steps % -1)
        self.assertEqual(self.browser.value("movie.at"), 0)
        self.assertLess(self.browser.value(seen), whole)
        self.assertGreater(back, 8)
        self.assertEqual(self.browser.value(steps % 1), back)
        self.assertEqual((self.browser.value("movie.at"), self.browser.value(seen)), (1, whole))

    def test_keys_turn_the_knobs(self):
        self.focus("#busy")
        self.browser.press("End")
        self.assertEqual(self.browser.value(CHIPS), ["hello", "world"])
        self.assertEqual(self.browser.value("document.querySelectorAll('#knobs .reads code').length"), 1)
        self.focus("input[name=recv]:checked")
        self.browser.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
        self.assertEqual(self.browser.value(CHIPS), ["hell", "o", "wor", "ld"])
        self.focus(".map button")
        self.browser.press(" ")
        self.assertEqual(self.browser.value("state.busy"), 0)
        self.assertEqual(self.browser.value("document.querySelectorAll('.map [aria-pressed=true]').length"), 1)

    def test_each_position_draws_its_recording(self):
        self.assertEqual(self.browser.value("""runs.filter((run, i) => {
          panel.turn({ busy: i % busy.length, nodelay: Math.floor(i / busy.length) % 2,
                       rtt: Math.floor(i / busy.length / 2) % rtt.length,
                       recv: Math.floor(i / busy.length / 2 / rtt.length) });
          const drawn = [...document.querySelectorAll('#knobs svg .bytes')].map(text => text.textContent).join('');
          return (drawn.match(/h/g) ?? []).length < 2 || panel.ladder.svg.getAttribute('aria-label') === '';
        }).length"""), 0)

    def test_keys_cut_and_carry_a_cut(self):
        self.focus(".gap")
        self.browser.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", " ")
        self.assertEqual(self.browser.value(CUT), [6])
        self.assertEqual(self.browser.value(TAKEN), [["he", "lloworld"], ["hello", "world"]])
        self.browser.press(" ")
        self.assertEqual(self.browser.value(CUT), [])
        self.assertEqual(self.browser.value("document.querySelectorAll('.gap[tabindex=\"0\"]').length"), 1)

    def test_a_cut_is_dragged(self):
        self.browser.value("document.querySelector('.strip').scrollIntoView({ block: 'center' })")
        for at in (9, 5, 7):
            x, y = self.middle(f'.gap[data-at="{at}"]')
            if at == 9:
                self.mouse("mousePressed", x, y)
                self.mouse("mouseReleased", x, y)
                self.assertEqual(self.browser.value(CUT), [9])
                self.assertEqual(self.browser.value(TAKEN)[0], ["hello", "world"])
                self.mouse("mousePressed", x, y)
            self.mouse("mouseMoved", x, y)
        self.mouse("mouseReleased", x, y)
        self.assertEqual(self.browser.value(CUT), [7])

    def test_a_finger_cuts(self):
        self.open(390, 844)
        self.browser.value("document.querySelector('.strip').scrollIntoView({ block: 'center' })")
        x, y = self.middle('.gap[data-at="7"]')
        self.browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
        try:
            self.browser.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
            self.browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
            self.browser.until(f"String({CUT}) === '7'")
        finally:
            self.browser.call("Emulation.setTouchEmulationEnabled", enabled=False)

    def test_gaps_and_buttons_are_large_enough_for_a_finger(self):
        for width, height in ((320, 640), (390, 844)):
            self.open(width, height)
            self.assertEqual(self.browser.value("""[...document.querySelectorAll('button, .switch label')].filter(one => {
              const box = one.getBoundingClientRect();
              return one.getClientRects().length && (box.width < 24 || box.height < 24);
            }).map(one => one.textContent)"""), [])

    def test_the_other_language_shows_the_same(self):
        self.open(1280, 720, fragment="#bet=0&busy=5&nodelay=1&recv=0&cuts=3.9")
        self.browser.value("document.getElementById('language').click()")
        self.browser.until("document.documentElement?.lang === 'zh-CN' && document.readyState === 'complete'")
        self.assertEqual(self.browser.value("[state.bet, state.busy, state.nodelay, state.recv]"), [0, 5, 1, 0])
        self.assertEqual(self.browser.value(CUT), [3, 9])
        self.assertIn("helloworld", self.browser.value("document.querySelector('.answer').innerText"))

    def test_a_screen_reader_is_told_what_there_is(self):
        roles = self.browser.roles()
        for role in ("slider", "radio", "button", "heading", "image", "table"):
            self.assertIn(role, roles)
        self.assertEqual(self.browser.value("""[...document.querySelectorAll('button, input, svg')].filter(one =>
          !(one.textContent.trim() || one.ariaLabel || one.labels?.length)).length"""), 0)


if __name__ == "__main__":
    if not PROGRAM:
        print("skipped: there is no chromium here; make deps-browser installs it")
        raise SystemExit(SKIPPED)
    unittest.main()
