#!/usr/bin/env python3
"""The HTML page in a real browser: every lab plays and steps, silently, and asks nobody for anything.

STICKYLAB_SCREENSHOTS=FOLDER keeps a picture of each lab in light, dark, high contrast and on a phone."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from chromium import PROGRAM, Chromium

ROOT = Path(__file__).parents[2]
BUILD = Path(os.environ.get("STICKYLAB_BUILD", ROOT / "build"))
LABS = sorted(lab.name for lab in (ROOT / "labs").glob("[0-9][0-9]-*"))
PICTURES = os.environ.get("STICKYLAB_SCREENSHOTS")
SKIPPED = 77
MOST_BYTES = 300_000
MOST_BYTES_OF_ALL = 3_000_000
LOOKS = {"light": dict(width=1600, height=1000), "dark": dict(width=1600, height=1000, scheme="dark"),
         "contrast": dict(width=1600, height=1000, contrast="more"),
         "phone": dict(width=390, height=844), "projector": dict(width=1280, height=720)}

AT = "Number(document.querySelector('.controls input').value)"
STEPS = "Number(document.querySelector('.controls input').max)"
SHOWN = "document.querySelectorAll('.half.shown tbody tr:not(.fold):not(.later)').length"
CURRENT = "[...document.querySelectorAll('.half.shown tr.now')].map(row => row.textContent)"
READ = "[...document.querySelectorAll('.half.shown .flow:not(.back) > div:last-child .group')]" \
       ".map(group => group.textContent)"
SAID = """[...document.body.querySelectorAll(':not(script, noscript)')].flatMap(element =>
  [element.getAttribute('aria-label') ?? '', element.title ?? '',
   ...[...element.childNodes].map(node => node.nodeType === Node.TEXT_NODE ? node.data : '')]
).join(' ')"""
# Steps whose row is not to be seen between the head of the lanes and the bar, up to what there is room for.
HIDDEN = """(() => {
  const hidden = [];
  player.step(-Infinity);
  for (let at = 1; at <= player.steps.length; ++at) {
    player.step(1);
    const { half, i } = player.steps[at - 1];
    const row = half.lanes.rows[i].getBoundingClientRect();
    const panel = half.lanes.element.getBoundingClientRect();
    const top = Math.max(0, half.lanes.head.firstChild.getBoundingClientRect().bottom);
    const bottom = Math.min(player.controls.top, panel.bottom);
    if (row.top < top - 1 || Math.min(row.bottom, row.top + bottom - top) > bottom + 1) hidden.push(at);
  }
  return hidden;
})()"""
CAPTIONS = """(() => {
  const captions = [];
  for (let at = 1; at <= player.steps.length; ++at) {
    player.step(1);
    captions.push(document.querySelector('.caption').innerText);
  }
  return captions;
})()"""
SMALL = """[...document.querySelectorAll('main *, .controls *')].filter(element =>
  element.checkVisibility() && !element.closest('.unseen') &&
  [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
  parseFloat(getComputedStyle(element).fontSize) < 18).map(element => element.outerHTML.slice(0, 80))"""
# Steps with a byte in a queue that is seen only in part.
CUT = """(() => {
  const cut = [];
  player.step(-Infinity);
  for (let at = 1; at <= player.steps.length; ++at) {
    player.step(1);
    for (const box of document.querySelectorAll('.half.shown .place')) {
      const bottom = box.getBoundingClientRect().bottom;
      if ([...box.querySelectorAll('.chip')].some(chip => chip.getBoundingClientRect().bottom > bottom + 1))
        cut.push(at);
    }
  }
  return cut;
})()"""
SIZES = [(1280, 720), (1366, 768), (1920, 1080), (390, 844), (320, 640)]
STAGE = "main.dataset.stage"
SIDES = "[...document.querySelectorAll('.half.shown')].map(half => half.className.match(/broken|fixed/)[0])"
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
OVER = """[...document.querySelectorAll('.half.shown .lanes :is(th, td)')].filter(cell => {
  const lane = cell.getBoundingClientRect();
  const text = document.createRange();
  text.selectNodeContents(cell);
  return [...text.getClientRects()].some(line => line.left < lane.left - 1 || line.right > lane.right + 1);
}).map(cell => cell.textContent)"""


def stickylab(*args):
    done = subprocess.run([BUILD / "bin/stickylab", *args], capture_output=True, timeout=50,
                          stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1):  # 1: not reproduced, which is not the question here
        raise AssertionError(done.stderr.decode())


def latin(text):
    return set(re.findall("[A-Za-z]{2,}", text))


def strings(value):
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-browser-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.all = cls.folder / "all.html"
        stickylab("compare", "all", "--html", cls.all, "--record", cls.folder, "--lang", "en")
        cls.browser = Chromium()
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.browser.view(**LOOKS["light"])

    def lab(self, number, lang="en"):
        page = self.folder / f"{number}-{lang}.html"
        if not page.exists():
            stickylab("compare", number, "--html", page, "--lang", lang)
        return page

    def quiet(self, page):
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual({url.split("#")[0] for url in self.browser.requests()}, {f"file://{page}"})

    def test_every_lab_steps_both_ways(self):
        for lab in LABS:
            with self.subTest(lab):
                self.browser.open(self.all, f"#{lab[:2]}/both")
                steps = self.browser.value(STEPS)
                self.assertGreater(steps, 5)
                self.assertEqual(self.browser.value(AT), steps)  # all is there to be read
                self.browser.press("Home")
                self.assertEqual(self.browser.value(SHOWN), 0)
                for step in range(1, steps + 1):
                    self.browser.press("ArrowRight" if step % 2 else "PageDown")
                    self.assertEqual(self.browser.value(SHOWN), step)
                after = self.browser.value(READ)
                self.browser.press("ArrowLeft", "PageUp", "ArrowRight", "ArrowRight")
                self.assertEqual(self.browser.value(READ), after)
                self.quiet(self.all)

    def test_every_lab_plays_to_its_end_and_the_last_frame_stays(self):
        for lab in LABS:
            with self.subTest(lab):
                self.browser.open(self.all, f"#{lab[:2]}/both")
                self.browser.view(**LOOKS["light"], motion="no-preference")
                self.browser.value("PACE.row = PACE.point = PACE.gap = 1")
                self.browser.press(" ")
                self.browser.until(f"{AT} === {STEPS} && player.timer === undefined")
                self.quiet(self.all)

    def test_no_step_is_hidden_on_any_screen(self):
        for width, height in SIZES:
            self.browser.view(width=width, height=height)
            self.browser.open(self.all)
            for lab in LABS:
                with self.subTest(lab, width=width):
                    self.go(f"#{lab[:2]}/{'both' if width > 1000 else 'broken'}")
                    self.assertEqual(self.browser.value(HIDDEN), [])

    def test_a_step_has_an_address(self):
        self.browser.open(self.all, "#03/12")
        self.assertEqual(self.browser.value(AT), 12)
        self.assertIn("03", self.browser.value("document.title"))
        self.browser.press("ArrowRight")
        self.browser.until("location.hash === '#03/13'")
        self.browser.open(self.all, "#03/fixed/5")
        self.assertEqual(self.browser.value(AT), 5)
        self.assertEqual(self.browser.value(SIDES), ["fixed"])
        self.browser.press("ArrowRight")
        self.browser.until("location.hash === '#03/fixed/6'")
        self.browser.open(self.all, "#03/both")
        self.assertEqual(self.browser.value(SIDES), ["broken", "fixed"])
        self.assertEqual(self.browser.value(AT), self.browser.value(STEPS))
        self.browser.open(self.all, "#03/x")
        self.assertEqual(self.browser.value(STAGE), "ask")

    def go(self, address):
        """In the page that is open, which is quicker than to open it again."""
        self.browser.value(f"page = undefined; location.hash = {json.dumps(address)}")
        self.browser.until("page !== undefined")

    def press_button(self, text):
        self.browser.value(f"[...document.querySelectorAll('button')].find(button => "
                           f"button.textContent === {json.dumps(text)}).click()")

    def seen(self):
        return self.browser.value("main.innerText")

    def test_it_opens_with_the_question_and_tells_the_answer_at_the_end(self):
        self.browser.open(self.all, "#03")
        given = json.loads(self.browser.value("document.getElementById('data').textContent"))
        lab = next(lab for lab in given["labs"] if lab["id"] == "03")
        predict, verdict = lab["predict"], lab["runs"][0]["verdict"]
        buttons = self.browser.value("[...document.querySelectorAll('.choices button')].map(b => b.textContent)")
        self.assertEqual(buttons, predict["choices"])
        self.assertIn(predict["question"], self.seen())
        self.assertFalse(self.browser.value("document.querySelector('.controls').checkVisibility()"))
        secrets = [lab["title"], lab["symptom"], lab["why"], verdict, predict["tempting"]]

        def told():
            return [secret for secret in secrets
                    if secret in self.seen() + self.browser.value("document.title")]
        self.assertEqual(told(), [])
        self.browser.press("1")
        self.assertEqual(self.browser.value(STAGE), "watch")
        self.assertTrue(self.browser.value("player.timer !== undefined"))  # it plays
        self.assertLessEqual(self.browser.value(AT), 1)
        self.assertEqual(self.browser.value(SIDES), ["broken"])
        self.assertEqual(told(), [])
        self.browser.press("ArrowRight", "End", "ArrowLeft", "Home")
        self.assertEqual(self.browser.value(STAGE), "told")
        self.assertEqual(told(), secrets)
        choices = self.browser.value("[...document.querySelectorAll('.choices li')].map(li => li.textContent)")
        self.assertIn("you chose", choices[0])
        self.assertIn("right", choices[predict["answer"]])
        self.quiet(self.all)

    def test_it_tells_the_answer_when_it_is_asked_to(self):
        for way in ("button", "key"):
            self.browser.open(self.lab("03"))
            self.press_button("Show the answer") if way == "button" else self.browser.press("a")
            self.assertEqual(self.browser.value(STAGE), "told")
            self.assertIn("(right)", self.seen())
            self.assertNotIn("you chose", self.seen())

    def test_playing_ends_at_the_answer(self):
        self.browser.open(self.lab("03"))
        self.browser.value("PACE.row = PACE.point = PACE.gap = 1")
        self.press_button("Show the run without a guess")
        self.browser.until("main.dataset.stage === 'told' && player.timer === undefined")
        top = self.browser.value("document.querySelector('.question').getBoundingClientRect().top")
        self.assertTrue(-1 < top < 100, top)
        self.press_button("Show the fixed version")
        self.assertEqual(self.browser.value(SIDES), ["fixed"])
        self.assertEqual(self.browser.value(AT), 0)

    def test_what_was_guessed_is_kept_while_the_page_is_open(self):
        self.browser.open(self.all, "#03")
        self.browser.press("2", "End", "q")
        self.browser.until("document.querySelector('.index') !== null")
        self.browser.value("location.hash = '#03'")
        self.browser.until("main.dataset.stage === 'told'")
        self.assertIn("you chose", self.seen())

    def test_every_step_of_every_lab_has_its_sentence_in_the_bar(self):
        self.browser.open(self.all)
        for lab in LABS:
            with self.subTest(lab):
                self.go(f"#{lab[:2]}/both/0")
                captions = self.browser.value(CAPTIONS)
                self.assertEqual([text for text in captions if len(text) < 10], [])
        self.browser.open(self.all, "#03/0")
        captions = "\n".join(self.browser.value(CAPTIONS))
        self.assertIn("Nagle holds 5 B: 4 B are not yet acknowledged.", captions)
        self.assertIn("all of write", captions)

    def test_text_can_be_read_from_the_last_row(self):
        self.browser.view(width=1280, height=720)
        for address in ("#01", "#01/both", "#03/both/12", "#21/0", "#01/fixed"):
            with self.subTest(address):
                self.browser.open(self.all, address)
                self.assertEqual(self.browser.value(SMALL), [])

    def test_text_grows_and_shrinks_by_keys_and_stays_so(self):
        size = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
        self.browser.open(self.all, "#03/12")
        before = self.browser.value(size)
        self.browser.press(">", ">")
        larger = self.browser.value(size)
        self.assertGreater(larger, before * 1.3)
        self.assertEqual(self.browser.value(HIDDEN), [])
        self.browser.value("location.hash = '#05'")
        self.browser.until("document.querySelector('h1').textContent.includes('05')")
        self.assertEqual(self.browser.value(size), larger)
        self.browser.press("<", "<")
        self.assertEqual(self.browser.value(size), before)

    def test_every_control_has_a_name(self):
        for address in ("", "#03", "#03/both/12", "#21/both"):
            with self.subTest(address):
                self.browser.open(self.all, address)
                self.assertEqual(self.browser.nameless(), [])
        self.assertIn("Steps", self.browser.names("region"))

    def test_queues_say_whose_they_are_and_what_they_do_not_show(self):
        self.browser.open(self.all, "#03/0")
        flows = self.browser.value("[...document.querySelectorAll('.half.shown .scene h3')].map(h => h.textContent)")
        self.assertEqual(flows, ["sender → receiver", "receiver → sender"])
        self.assertIn("receiver: send queue", self.seen())
        cut = 0
        for lab in LABS:
            with self.subTest(lab):
                self.go(f"#{lab[:2]}/0")
                self.assertEqual(self.browser.value(CUT), [])
                cut += self.browser.value("document.querySelectorAll('.above').length")
        self.assertGreater(cut, 0)  # there is something to leave out, somewhere

    def test_without_scripts_it_asks_and_tells_in_words(self):
        page = self.lab("03")
        self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
        self.addCleanup(self.browser.call, "Emulation.setScriptExecutionDisabled", value=False)
        self.browser.call("Page.navigate", url=f"file://{page}")
        self.browser.until("document.readyState === 'complete' && document.querySelector('noscript details') !== null")
        text = self.browser.value("document.querySelector('noscript').textContent")
        self.assertIn("Show the answer", text)
        self.assertIn("The sender calls send with 4 B", text)

    def test_forced_colours_keep_what_colours_said(self):
        self.browser.view(width=1280, height=720, forced="active")
        self.browser.open(self.all, "#03/both/12")
        style = "getComputedStyle(document.querySelector('{}')).{}"
        self.assertEqual(self.browser.value(style.format("tr.now > td", "outlineStyle")), "solid")
        self.assertEqual(self.browser.value(style.format(".strip .cursor", "stroke")),
                         self.browser.value("(() => { const e = document.body.appendChild(document.createElement('i'));"
                                            " e.style.color = 'Highlight'; return getComputedStyle(e).color; })()"))

    def test_no_lab_is_larger_than_it_may_be(self):
        self.assertLess(self.all.stat().st_size, MOST_BYTES_OF_ALL)
        for lab in LABS:
            with self.subTest(lab):
                self.assertLess(self.lab(lab[:2]).stat().st_size, MOST_BYTES)

    def test_the_bytes_end_in_the_reads_that_took_them(self):
        self.browser.open(self.lab("01"), "#01/broken")
        self.assertEqual(self.browser.value(READ), ["helloworld"])
        self.browser.open(self.lab("01"), "#01/fixed")
        self.assertEqual(self.browser.value(READ), ["00000005", "hello", "00000005", "world"])

    def test_keys_do_what_they_say(self):
        self.browser.open(self.lab("03"), "#03/both")
        self.browser.press("Home", "]")
        first = self.browser.value(AT)
        self.assertTrue(self.browser.value("document.querySelector('tr.now.point') !== null"))
        self.browser.press("]")
        self.assertGreater(self.browser.value(AT), first)
        self.browser.press("[")
        self.assertEqual(self.browser.value(AT), first)
        self.browser.press(".", ",")
        self.assertEqual(self.browser.value(AT), first)
        pace = "document.querySelector('.pace').textContent"
        self.browser.press("+", "+")
        self.assertEqual(self.browser.value(pace), "×4")
        self.browser.press("-")
        self.assertEqual(self.browser.value(pace), "×2")
        self.browser.press("x")
        self.assertIn("61 6c 70 68 61", self.browser.value("document.querySelector('.half').innerText"))
        height = "document.querySelector('.half.broken table').offsetHeight"
        folded = self.browser.value(height)
        self.browser.press("f")
        self.assertGreater(self.browser.value(height), folded * 2)
        self.browser.press("?")
        self.assertTrue(self.browser.value("help.open"))
        self.browser.press("q")
        self.assertFalse(self.browser.value("help.open"))

    def test_pointing_at_bytes_shows_them(self):
        self.browser.open(self.lab("01"), "#01/both")
        self.browser.value("document.querySelector('.lanes .payload').dispatchEvent("
                           "new MouseEvent('mouseover', {bubbles: true}))")
        tip = self.browser.value("document.getElementById('tip').textContent")
        self.assertIn("bytes 0–4", tip)
        self.assertIn("68 65 6c 6c 6f", tip)

    def test_the_index_names_every_lab_and_leads_there(self):
        self.browser.open(self.all)
        links = self.browser.value("[...document.querySelectorAll('.index a')].map(a => a.hash)")
        self.assertEqual(sorted(links), [f"#{lab[:2]}" for lab in LABS])
        self.browser.value("document.querySelector('.index a').click()")
        self.browser.until("document.querySelector('.halves') !== null")
        self.browser.press("q")
        self.browser.until("document.querySelector('.index') !== null")
        self.quiet(self.all)

    def test_each_claim_leads_to_the_run_that_decides_it(self):
        page = self.folder / "claims.html"
        stickylab("claims", "05", "--html", page, "--lang", "en")
        self.browser.open(page)
        links = "[...document.querySelectorAll('.claims a')]"
        self.assertEqual(set(self.browser.value(f"{links}.map(a => a.hash)")), {"#05/both", "#09/both"})
        self.browser.value(f"{links}[0].click()")
        self.browser.until("document.querySelector('.halves') !== null")
        self.browser.press("q")
        self.browser.until("document.querySelector('.claims') !== null")
        self.quiet(page)

    def test_the_page_speaks_chinese(self):
        page = self.lab("01", "zh")
        self.browser.open(page, "#01/both")
        self.assertEqual(self.browser.value("document.documentElement.lang"), "zh-CN")
        text = self.browser.value("main.innerText")
        for word in ("发送方", "接收方", "两者的差别", "由此得出的结论", "两次写"):
            self.assertIn(word, text)
        labels = self.browser.value("[...document.querySelectorAll('.controls [aria-label]')]"
                                    ".map(element => element.getAttribute('aria-label'))")
        self.assertEqual([label for label in labels if label.isascii()], [])
        given = self.browser.value("document.getElementById('data').textContent")
        own = latin(self.browser.value(SAID)) - latin(" ".join(strings(json.loads(given))))
        self.assertLessEqual(own, {"stickylab", "Page", "Up", "Down"})
        self.quiet(page)

    def test_a_screen_reader_is_told_a_table(self):
        for look in ("light", "phone"):
            with self.subTest(look):
                self.browser.view(**LOOKS[look])
                self.browser.open(self.lab("01"), "#01/both")
                roles = self.browser.roles()
                self.assertGreaterEqual(roles.count("table"), 2)
                self.assertGreaterEqual(roles.count("columnheader"), 4)
                self.assertGreater(roles.count("cell") + roles.count("gridcell"), 40)

    def test_nothing_is_wider_than_the_screen(self):
        for width, height in SIZES:
            self.browser.view(width=width, height=height)
            self.browser.open(self.all)
            for lab in LABS:
                with self.subTest(width=width, lab=lab):
                    for address in (f"#{lab[:2]}", f"#{lab[:2]}/both"):
                        self.go(address)
                        self.assertLessEqual(self.browser.value(SIDEWAYS), 0)

    def test_no_text_runs_over_its_lane(self):
        self.browser.open(self.all)
        for lab in LABS:
            self.go(f"#{lab[:2]}/both")
            for width in (390, 800, 1280, 1920):
                self.browser.view(width, 800)
                for showing in ("text", "bytes"):
                    with self.subTest(lab=lab, width=width, showing=showing):
                        self.assertEqual(self.browser.value(OVER), [])
                    self.browser.press("x")

    def test_every_lab_prints_to_two_pages_or_three(self):
        for lab in LABS:
            with self.subTest(lab):
                self.browser.open(self.all, f"#{lab[:2]}")
                pages = re.findall(rb"/Type\s*/Page\b", self.browser.pdf())
                self.assertIn(len(pages), (2, 3))

    def test_what_was_sent_cannot_become_part_of_the_page(self):
        evil = b"</script><script>document.title='owned'</script><img src=//evil.invalid/x>\xe4\xb8"
        recording = self.folder / "01-two-writes-one-read-broken.ndjson"
        text = recording.read_text().replace(b"helloworld".hex(), evil.hex()) \
                        .replace(f'"{b"hello".hex()}"', f'"{evil.hex()}"')
        forged = self.folder / "forged.ndjson"
        forged.write_text(text)
        page = self.folder / "forged.html"
        stickylab("export", forged, "--html", page, "--lang", "en")
        self.browser.open(page, "#01/0")
        self.assertEqual(self.browser.value("document.title"), "01 Two writes, one read")
        self.assertIn("<img src=//evil.invalid/x>", self.browser.value("main.textContent"))
        self.assertEqual(self.browser.value("document.images.length"), 0)
        self.quiet(page)

    def test_a_recording_of_any_two_programs_is_a_page_too(self):
        stickylab("observe", "--receiver", "python3 -c \"import socket;"
                  "s=socket.create_server(('{host}',{port}));print(s.accept()[0].recv(9))\"",
                  "--sender", "python3 -c \"import socket;"
                  "socket.create_connection(('{host}',{port})).sendall(b'hey')\"",
                  "--record", self.folder / "any")
        (recording,) = (self.folder / "any").glob("*.ndjson")
        page = self.folder / "any.html"
        stickylab("export", recording, "--html", page)
        self.browser.open(page)
        self.assertEqual(self.browser.value(READ), ["hey"])
        self.quiet(page)

    @unittest.skipUnless(PICTURES, "STICKYLAB_SCREENSHOTS names no folder")
    def test_pictures(self):
        for look, how in LOOKS.items():
            for lab in LABS:
                self.browser.view(**how)
                self.browser.open(self.all, f"#{lab[:2]}/both")
                (Path(PICTURES) / f"{lab[:2]}-{look}.png").write_bytes(self.browser.screenshot())


if __name__ == "__main__":
    if PROGRAM is None:
        print("skipped: chromium is not here; `make deps-browser` installs it")
        sys.exit(SKIPPED)
    unittest.main()
