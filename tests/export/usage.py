#!/usr/bin/env python3
"""What `stickylab export` gives as JSON, and what it says where there is nothing to export."""

import json
import tempfile
import unittest
from pathlib import Path

import tools


class Usage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-export-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        (cls.recording,) = tools.record(cls.folder, "run", "01", "fixed", "--net",
                                        "loopback").values()

    def refused(self, *args, words):
        done = tools.stickylab("export", *args)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertEqual(done.stderr.count(b"\n"), 1)
        for word in words:
            self.assertIn(word, done.stderr.decode())

    def damaged(self, text):
        path = self.folder / "damaged.ndjson"
        path.write_text(text)
        return path

    def test_the_document_has_all_that_the_recording_has(self):
        done = tools.stickylab("export", self.recording, "--json", "-")
        header = json.loads(self.recording.read_text().splitlines()[0])
        document = json.loads(done.stdout)
        self.assertEqual(document["schema"], "stickylab/recording-document/2")
        self.assertEqual(document["info"] | {"schema": header["schema"]}, header)
        self.assertEqual(document["events"], tools.read(self.recording))

    def test_a_file_gets_what_standard_output_gets(self):
        tools.stickylab("export", self.recording, "--json", self.folder / "document.json")
        self.assertEqual((self.folder / "document.json").read_bytes(),
                         tools.stickylab("export", self.recording, "--json", "-").stdout)

    def test_a_recording_without_a_wire_has_no_packets_to_export(self):
        self.refused(self.recording, "--pcapng", "-", words=("loopback", "--net two-hosts"))

    def test_a_damaged_recording_is_named_with_the_line(self):
        lines = self.recording.read_text().splitlines(keepends=True)
        for text, words in ((lines[0] + lines[1][:40], ("line 2", "not JSON")),
                            (lines[0] + '{"name":"tcp:chat"}\n', ("line 2",)),
                            (lines[1], ("line 1",)), ("", ("empty",))):
            path = self.damaged(text)
            for form in ("--json", "--pcapng"):
                with self.subTest(words=words, form=form):
                    self.refused(path, form, "-", words=(str(path), *words))

    def test_a_start_that_is_no_time_is_named(self):
        path = self.damaged(self.recording.read_text().replace("Z\"", "\"", 1)
                            .replace('"kernel"]', '"kernel","wire"]', 1))
        self.refused(path, "--pcapng", "-", words=(str(path), "started"))

    def test_what_cannot_be_read_or_written_is_named(self):
        missing = self.folder / "none" / "file"
        self.refused(missing, "--json", "-", words=(str(missing), "No such file"))
        self.refused(self.folder, "--json", "-", words=(str(self.folder), "folder"))
        self.refused(self.recording, "--json", missing, words=(str(missing), "No such file"))
        self.refused(self.recording, "--json", "/dev/full", words=("/dev/full", "No space"))

    def test_a_page_and_a_film_are_made_without_a_wire_too(self):
        page = tools.stickylab("export", self.recording, "--html", "-", "--lang", "zh").stdout
        self.assertTrue(page.startswith(b"<!DOCTYPE html>"))
        self.assertIn("接收方".encode(), page)
        self.assertNotIn(b"src=", page)
        header, *events = tools.stickylab("export", self.recording, "--cast", "-").stdout.splitlines()
        self.assertEqual(json.loads(header)["version"], 2)
        self.assertEqual({json.loads(event)[1] for event in events}, {"o", "m"})

    def test_broken_and_fixed_make_one_page(self):
        (broken,) = tools.record(self.folder / "broken", "run", "01", "broken", "--net",
                                 "loopback").values()
        done = tools.stickylab("export", self.recording, broken, "--html", "-")
        data = done.stdout.partition(b'id="data">')[2].partition(b"</script>")[0]
        (lab,) = json.loads(data)["labs"]
        self.assertEqual([run["version"] for run in lab["runs"]], ["broken", "fixed"])
        self.assertTrue(lab["reproduced"])
        self.assertTrue(lab["diff"])
        self.refused(broken, broken, "--html", "-", words=("broken and fixed",))
        self.refused(broken, self.recording, "--json", "-", words=("--html",))

    def test_a_page_of_a_comparison_needs_a_file_of_its_own(self):
        done = tools.stickylab("compare", "01", "--html", "-")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"--html", done.stderr)

    def test_exactly_one_form_is_asked_for(self):
        for forms in ((), ("--json", "-", "--pcapng", "-")):
            done = tools.stickylab("export", self.recording, *forms)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"--pcapng", done.stderr)


if __name__ == "__main__":
    unittest.main()
