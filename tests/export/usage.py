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
        self.assertEqual(document["schema"], "stickylab/recording-document/1")
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

    def test_exactly_one_form_is_asked_for(self):
        for forms in ((), ("--json", "-", "--pcapng", "-")):
            done = tools.stickylab("export", self.recording, *forms)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"--pcapng", done.stderr)


if __name__ == "__main__":
    unittest.main()
