#!/usr/bin/env python3
"""Wrong usage and a damaged installation get one clear line; a machine format stays alone."""

import json
import os
import re
import subprocess
import unittest

from harness import LABS, PATIENCE_S, WithPrefix, command, report, run


class Usage(WithPrefix):
    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        self.assertOneLine(done.stderr.decode(), *words)

    def test_an_unknown_lab_is_named(self):
        self.refused(run("compare", "99"), "99", "stickylab list")

    def test_an_unknown_option_is_named(self):
        done = run("compare", "01", "--colour")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--colour", done.stderr.decode())

    def test_an_unknown_format_is_named(self):
        done = run("compare", "01", "--format", "yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("json", done.stderr.decode())

    def test_a_missing_probe_is_named(self):
        (self.root / "lib/stickylab/probe.so").unlink()
        self.refused(run("compare", "01", root=self.root), "probe.so")

    def test_a_missing_program_is_named(self):
        (self.root / "bin/01-fixed-is-not-broken").unlink()
        done = run("compare", "01", root=self.root)
        self.assertIn(done.returncode, (1, 2))
        self.assertIn("01-fixed-is-not-broken", done.stdout.decode() + done.stderr.decode())

    def test_a_program_that_cannot_be_executed_is_inconclusive(self):
        (self.root / "bin/01-fixed-is-not-broken").chmod(0o644)
        status, lab = report("01", root=self.root)
        self.assertEqual(status, 1)
        self.assertEqual(lab["outcome"], "inconclusive")
        self.assertEqual(lab["broken"]["reason"], "not-started")

    def test_a_missing_labs_folder_is_named(self):
        (self.root / LABS).rename(self.root / "elsewhere")
        self.refused(run("list", root=self.root), LABS)

    def test_json_on_stdout_stands_alone(self):
        done = run("compare", "01", "--format", "json")
        self.assertEqual(json.loads(done.stdout)["schema"], "stickylab/comparison/1")
        self.assertEqual(done.stderr, b"")

    def test_check_counts_what_was_not_reproduced(self):
        done = run("check", "01", "--repeat", "3", "--format", "json")
        self.assertEqual(done.returncode, 1)
        lab = json.loads(done.stdout)["labs"][0]
        self.assertEqual((lab["runs"], lab["reproduced"]), (3, 0))

    def test_a_reader_that_goes_away_ends_it_quietly(self):
        for args in (["list"], ["compare", "01"], ["compare", "01", "--format", "json"]):
            with self.subTest(args):
                reader, writer = os.pipe()
                os.close(reader)
                done = subprocess.run(command(*args), stdout=writer, stderr=subprocess.PIPE,
                                      timeout=PATIENCE_S)
                os.close(writer)
                self.assertEqual(done.stderr, b"")

    def test_every_error_is_said_in_chinese_too(self):
        for args, said in (
                (("compare", "99"), "没有实验“99”；有哪些实验，见 `stickylab list`"),
                (("check", "--shard", "6/5"), "--shard 6/5：应写成 K/N，K 从 1 到 N，例如 2/5"),
                (("learn", "01"), "`stickylab learn` 要用整个屏幕，还要读按键，必须在终端里运行；"
                                  "没有终端就用 `stickylab compare 01`"),
                (("export", "/nowhere", "--json", "-"),
                 "/nowhere：open: No such file or directory"),
                (("list", "--output", "/dev/full"),
                 "未能完成：write the report: No space left on device")):
            for chosen in ({"LC_ALL": "zh_CN.UTF-8"}, {"LC_ALL": "C"}):
                with self.subTest(args, **chosen):
                    words = () if chosen["LC_ALL"] != "C" else ("--lang", "zh")
                    done = run(*args, *words, env={**os.environ, **chosen})
                    self.assertEqual((done.returncode, done.stdout), (2, b""))
                    self.assertEqual(done.stderr.decode(), f"stickylab: {said}\n")

    def test_wrong_options_are_told_in_chinese_too(self):
        for args, said in (
                ((), "缺少子命令"),
                (("run",), "缺少 LAB"),
                (("compare", "--colour"), "这个参数不认识，或者是多余的：--colour"),
                (("learn", "1", "2", "3"), "这些参数不认识，或者是多余的：3 2"),
                (("run", "01", "nix"), "VERSION：“nix”不行，可以是 {broken,fixed}"),
                (("list", "--format", "tap"), "--format：“tap”不行，可以是 {json,text}"),
                (("check", "--width", "5"), "--width：“5”不行，应是 20 到 1000 的数"),
                (("check", "--rtt", "4q"), "--rtt：不认识单位“q”，可以是 {ms,s,us}"),
                (("check", "--rtt", "1.2.3ms"), "--rtt：“1.2.3”不是数"),
                (("check", "--rtt", ""), "--rtt：值是空的"),
                (("check", "--width"), "--width：后面缺少值"),
                (("check", "--seed", "x"), "--seed：“x”不是整数"),
                (("export", "1", "2", "3", "--json", "-"), "RECORDING：最多给 2 个，这里给了 3 个"),
                (("export", "1"), "--pcapng,--json,--html,--cast 这些选项必须用一个"),
                (("export", "1", "--json", "-", "--html", "-"),
                 "--pcapng,--json,--html,--cast 这些选项只能用一个，这里用了 2 个")):
            with self.subTest(args):
                done = run(*args, env={**os.environ, "LC_ALL": "zh_CN.UTF-8"})
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertEqual(done.stderr.decode(), f"{said}\n用法见 --help。\n")

    def test_help_is_in_chinese_where_it_is_asked_for(self):
        english = run("--help", env={**os.environ, "LC_ALL": "C"}).stdout.decode()
        for args, environment in ((("--help", "--lang", "zh"), "C"), (("--help",), "zh_CN.UTF-8"),
                                  (("--lang=zh", "--help"), "C")):
            with self.subTest(args):
                done = run(*args, env={**os.environ, "LC_ALL": environment})
                chinese = done.stdout.decode()
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                self.assertIn("用法：stickylab [选项] 子命令", chinese)
                self.assertEqual(*(re.findall("^ *([-a-z]+) ", text, re.M)
                                   for text in (english, chinese)))
        self.assertIn("Usage: stickylab [OPTIONS] SUBCOMMAND", english)


if __name__ == "__main__":
    unittest.main()
