#!/usr/bin/env python3
"""`stickylab site` makes whole sites, refuses what it cannot make, and leaves nothing half made."""

import re
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from sites import PATIENCE_S, STICKYLAB, Page, data_of, site

LABS = ("01", "05")
URL = "https://example.org/course"
FRONT = ("index.html", "index.zh.html")
MOST_BYTES = 300_000
OUTSIDE = re.compile(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)]*")
NAMES = {"http://www.w3.org/2000/svg"}  # of XML, which nobody fetches


class Folder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-site-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name) / "site"
        cls.done = site(cls.folder, "05")
        assert cls.done.returncode == 0, cls.done.stderr
        cls.pages = {file.name: Page(file) for file in cls.folder.glob("*.html")}

    def test_there_is_a_page_for_each_lab_and_language_and_a_first_one(self):
        names = {name + end for name in ("index", *LABS) for end in (".html", ".zh.html")}
        self.assertEqual(set(self.pages), names)
        others = {file.name for file in self.folder.iterdir()} - names
        self.assertEqual(others, {"page.css", "page.js", "site.css", "site.js", "preview.png",
                                  "preview.zh.png"})
        for name, page in self.pages.items():
            self.assertEqual(page.lang, "zh-CN" if ".zh." in name else "en")
            self.assertEqual(len(page.ids), len(set(page.ids)), name)

    def test_its_line_says_what_was_made(self):
        self.assertEqual(self.done.stdout.count("\n"), 1)
        self.assertIn("2 labs in two languages", self.done.stdout)
        self.assertIn(f"{self.folder}/index.html", self.done.stdout)

    def test_every_link_leads_to_a_file_of_the_site(self):
        for name, page in self.pages.items():
            for link in page.links:
                if link == "data:,":  # no icon
                    continue
                file, _, place = link.partition("#")
                self.assertTrue((self.folder / (file or name)).is_file(), (name, link))
                if place:
                    self.assertIn(place, self.pages[file or name].ids)
        for lab in LABS:
            self.assertIn(f"{lab}.html", self.pages["index.html"].links)
            self.assertIn("index.zh.html", self.pages[f"{lab}.zh.html"].links)
            self.assertIn(f"{lab}.zh.html", self.pages[f"{lab}.html"].links)

    def test_nothing_outside_is_asked_for(self):
        for file in self.folder.iterdir():
            if file.suffix != ".png":
                self.assertEqual(set(OUTSIDE.findall(file.read_text())) - NAMES, set(), file.name)
        for page in self.pages.values():
            policy = page.meta["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy.split("script-src")[1].split(";")[0])

    def test_the_first_page_is_small_with_all_that_it_needs(self):
        shared = sum((self.folder / name).stat().st_size for name in ("site.css", "site.js"))
        for name in FRONT:
            self.assertLess((self.folder / name).stat().st_size + shared, MOST_BYTES)

    def test_each_position_of_the_knobs_is_a_whole_run(self):
        for name in FRONT:
            found = data_of(self.folder / name)["positions"]
            runs = found["runs"]
            self.assertEqual(len(runs), len(found["busy"]) * len(found["nodelay"]) *
                             len(found["rtt"]) * len(found["recv"]))
            for i, run in enumerate(runs):
                size = found["recv"][i // (len(runs) // len(found["recv"]))]
                self.assertEqual([span[1:] for span in run["w"]], [[0, 5], [5, 10]])
                self.assertEqual(run["r"][-1][3], 10)
                self.assertLessEqual(max(to - begin for _, _, begin, to in run["r"]), size)
                busy = found["busy"][i % len(found["busy"])]
                self.assertGreaterEqual(run["b"][1] - run["b"][0], busy)

    def test_the_round_trip_and_nagle_are_seen_in_the_recordings(self):
        found = data_of(self.folder / "index.html")["positions"]
        if found["rtt"] != [0, 40]:
            self.skipTest("there is no wire between two hosts here")
        each = len(found["busy"])
        for first in range(2 * each, len(found["runs"]), 4 * each):  # 40 ms, without NODELAY
            for run in found["runs"][first:first + each]:
                held = next(segment for segment in run["s"] if segment[3] == 10)
                self.assertGreaterEqual(held[0] - run["w"][1][0], 30_000)
                self.assertGreaterEqual(held[1] - held[0], 19_000)

    def test_where_and_by_what_it_was_made_is_told(self):
        for name in FRONT:
            self.assertRegex(self.pages[name].text, r"stickylab \d+\.\d+\.\d+, commit")
            self.assertRegex(self.pages[name].text, r"Linux \d")
            self.assertNotIn("{", self.pages[name].text)

    def test_it_is_found_by_the_chinese_names(self):
        for name in FRONT:
            for word in ("粘包", "半包", "拆包"):
                self.assertIn(word, self.pages[name].text)

    def test_a_preview_has_a_picture(self):
        for name in FRONT:
            picture = self.folder / self.pages[name].meta["og:image"]
            self.assertEqual(picture.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")


class Refused(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-site-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def refused(self, *args, words=()):
        before = sorted(self.folder.rglob("*"))
        done = site(*args)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertEqual(sorted(self.folder.rglob("*")), before)

    def test_a_folder_that_is_not_empty(self):
        (self.folder / "kept").write_text("")
        self.refused(self.folder, words=["not empty", str(self.folder)])

    def test_a_file(self):
        (self.folder / "file").write_text("")
        self.refused(self.folder / "file", words=["not empty"])

    def test_a_folder_in_one_that_is_not_there(self):
        self.refused(self.folder / "none/site", words=["no folder", str(self.folder / "none")])

    def test_a_lab_that_there_is_not(self):
        self.refused(self.folder / "site", "99", words=["99"])

    def test_an_address_that_is_none(self):
        self.refused(self.folder / "site", "--url", "example.org", words=["--url", "https://"])

    def test_what_interrupts_leaves_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            running = subprocess.Popen([STICKYLAB, "site", self.folder / "site"], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
            while not children.read_text():  # until runs are being made
                self.assertIsNone(running.poll())
            running.send_signal(number)
            out, err = running.communicate(timeout=PATIENCE_S)
            self.assertIn(running.returncode, (128 + number, -number), err)  # so early it has no word in it
            self.assertEqual(out, b"")
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_an_empty_folder_is_taken_and_an_address_is_told(self):
        done = site(self.folder, "01", "--url", URL, "--net", "loopback")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(list(self.folder.parent.glob(self.folder.name + ".new-*")), [])
        page = Page(self.folder / "index.html")
        self.assertEqual(page.meta["og:image"], f"{URL}/preview.png")
        self.assertIn(f"{URL}/", page.links)
        self.assertEqual(data_of(self.folder / "index.html")["positions"]["rtt"], [0])


if __name__ == "__main__":
    unittest.main()
