#!/usr/bin/env python3
"""Wrong usage and a damaged installation get one clear line; a machine format stays alone."""

import json
import os
import re
import shutil
import signal
import subprocess
import unittest

from harness import BUILD, LABS, LYING_LABS, PATIENCE_S, WithPrefix, command, report, run


class Usage(WithPrefix):
    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        self.assertOneLine(done.stderr.decode(), *words)

    def test_an_unknown_lab_is_named(self):
        self.refused(run("compare", "99"), "99", "stickylab list")

    def test_an_unknown_option_is_named(self):
        done = run("compare", "01", "--farbe")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--farbe", done.stderr.decode())

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
                (("frobnicate",), "没有命令 frobnicate"),
                (("run", "01"), "缺少 VERSION：broken|fixed"),
                (("run",), "缺少 LAB"),
                (("compare", "--farbe"), "没有选项 --farbe"),
                (("learn", "1", "2", "3"), "未知或多余的参数：3 2"),
                (("run", "01", "nix"), "VERSION：“nix”无效，可以是 {broken,fixed}"),
                (("list", "--format", "tap"), "--format：“tap”无效，可以是 {json,text}"),
                (("check", "--width", "5"), "--width：“5”无效，应是 20 到 1000 的数"),
                (("check", "--rtt", "4q"), "--rtt：未知的单位“q”，可以是 {ms,s,us}"),
                (("check", "--rtt", "1.2.3ms"), "--rtt：“1.2.3”不是数字"),
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

    def test_a_mistyped_word_gets_one_line_with_what_was_meant(self):
        for args, said in (
                (("comapre", "01"), "no command comapre; did you mean compare?"),
                (("help", "tyr"), "no command tyr; did you mean try?"),
                (("compare", "01", "--widht", "80"), "no option --widht; did you mean --width?"),
                (("observe", "--recever=x"), "no option --recever; did you mean --receiver?"),
                (("compare", "fixed-is-nt"), 'no lab "fixed-is-nt"; did you mean fixed-is-not?'),
                (("comapre", "01", "--lang", "zh"), "没有命令 comapre；是不是 compare？")):
            with self.subTest(args):
                self.refused(run(*args), f"stickylab: {said}")

    def test_a_word_that_is_like_nothing_gets_no_suggestion(self):
        for args in (("frobnicate",), ("compare", "--farbe"), ("compare", "qqqqqq"), ("x", "-y")):
            with self.subTest(args):
                done = run(*args)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertNotIn("did you mean", done.stderr.decode())

    def test_without_a_command_it_welcomes_and_says_what_comes_next(self):
        for lang, words in ("en", ("TCP carries", "learn", "compare 01", "try 01", "not been")), (
                "zh", ("TCP 传的是字节流", "learn", "compare 01", "try 01", "还没有")):
            with self.subTest(lang):
                done = run("--lang", lang, env={**os.environ, "XDG_STATE_HOME": str(self.root)})
                said = done.stdout.decode()
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                self.assertLessEqual(said.count("\n"), 9)
                for word in words:
                    self.assertIn(word, said)

    def test_the_welcome_says_where_one_is(self):
        lab = next((LYING_LABS / LABS).iterdir()).name
        (self.root / "stickylab").mkdir()
        (self.root / "stickylab/progress").write_text(f"{lab} step=run guess=2 seen\nlast {lab}\n")
        done = run(env={**os.environ, "XDG_STATE_HOME": str(self.root), "LC_ALL": "C"})
        self.assertIn(f"you have seen 1 so far, {lab} last.", done.stdout.decode())

    def test_help_of_a_command_is_what_its_option_prints(self):
        for lang in "en", "zh":
            for words in ((), ("try",), ("export",)):
                with self.subTest(words, lang=lang):
                    asked = run("help", *words, "--lang", lang)
                    self.assertEqual((asked.returncode, asked.stderr), (0, b""))
                    self.assertEqual(asked.stdout, run(*words, "--help", "--lang", lang).stdout)

    def test_the_version_names_commit_and_kernel(self):
        done = run("--version")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertRegex(done.stdout.decode(),
                         r"^stickylab \d+\.\d+\.\d+, commit (not known|[0-9a-f]{12}( with changes)?);"
                         rf" Linux {re.escape(os.uname().release)}\n$")

    def test_list_finds_labs_by_a_word_that_people_use(self):
        for word, meant, other in (("粘包", "01 two-writes", "02 half"), ("半包", "02 half", "01 two"),
                                   ("CORK", "04 forgotten-cork", "01 two"), ("hang", "19 ", "01 ")):
            with self.subTest(word):
                listed = run("list", word, root=BUILD).stdout.decode()
                self.assertIn(meant, listed)
                self.assertNotIn(other, listed)
        self.refused(run("list", "qqqq"), 'no lab is about "qqqq"')

    def test_list_says_what_was_seen_and_names_the_rest_by_topic(self):
        progress = self.root / "stickylab/progress"
        progress.parent.mkdir()
        progress.write_text("01-two-writes-one-read step=why guess=2 seen\n"
                            "03-small-writes-wait step=why guess=1 seen\nlast 03-small-writes-wait\n")

        def listed(*words):
            done = run("list", *words, "--lang", "en", root=BUILD,
                       env={**os.environ, "XDG_STATE_HOME": str(self.root)})
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            return done.stdout.decode()
        text = listed()
        self.assertRegex(text, r"01 two-writes-one-read +✓ Two writes, one read +guessed right\n")
        self.assertNotIn("Half a message", text)
        self.assertRegex(text, r"02 half-a-message +○ ")
        self.assertRegex(text, r"03 small-writes-wait +✓ .* +guessed wrong\n")
        self.assertRegex(text, r"04 forgotten-cork +▶ .* +next\n")
        self.assertRegex(text, r"Seen with learn: 2 of \d+; guessed right: 1\.\n$")
        self.assertIn("Half a message", listed("torn"))
        self.assertIn("its first half arrives", " ".join(listed("torn").split()))
        states = {lab["id"]: lab["state"] for lab in json.loads(listed("--format", "json"))["labs"]}
        self.assertEqual([states[n] for n in ("01", "02", "03", "04")],
                         ["right", "open", "wrong", "next"])

    def compared(self, *args, root=BUILD):
        """Exit status and lines of a comparison on loopback, where there are no lanes of a wire."""
        done = run("compare", *args, "--net", "loopback", "--lang", "en", "--width", "80", root=root)
        self.assertEqual(done.stderr, b"")
        return done.returncode, done.stdout.decode().splitlines()

    def test_several_labs_get_a_line_each_then_a_total(self):
        status, lines = self.compared("01", "02", "14")
        self.assertEqual((status, lines[:5]),
                         (0, ["01 two-writes-one-read  merged → same  ✓ reproduced",
                              "02 half-a-message       torn → same    ✓ reproduced",
                              "14 hostile-length       crash → same   ✓ reproduced",
                              "", "reproduced: 3 of 3"]))
        self.assertEqual(len(lines), 6)

    def test_one_lab_alone_or_full_shows_the_lanes(self):
        for args in ("01",), ("01", "02", "--full"):
            status, lines = self.compared(*args)
            self.assertEqual(status, 0)
            self.assertIn("Why: TCP keeps", "\n".join(lines))
            self.assertIn("recv(1024) = 10 B", "\n".join(lines))

    def test_in_brief_several_share_a_line(self):
        status, lines = self.compared("01", "02", "14", "--brief")
        self.assertEqual((status, lines[:3]),
                         (0, ["01 two-writes-one-read merged ✓  02 half-a-message      torn   ✓",
                              "14 hostile-length      crash  ✓", "reproduced: 3 of 3"]))
        self.refused(run("compare", "01", "02", "--brief", "--full"), "--full", "--brief")

    def test_a_lab_that_is_not_reproduced_says_in_what(self):
        for brief in (), ("--brief",):
            status, lines = self.compared("01", "12", "--timeout", "2", *brief, root=LYING_LABS)
            self.assertEqual(status, 1)
            self.assertIn("reproduced: 0 of 2, not reproduced: 2", lines)
            self.assertTrue(any("expected same, observed merged" in line for line in lines), lines)

    def test_diff_is_the_one_that_diff_prints(self):
        labs = BUILD / "share/stickylab/labs"
        for lab in sorted(labs.glob("[0-9][0-9]-*")):
            with self.subTest(lab.name):
                done = run("diff", lab.name[:2], "--lang", "en", root=BUILD)
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                if 'kind = "capstone"' in (lab / "lab.toml").read_text():
                    self.assertIn("proves it.", done.stdout.decode())
                    continue
                plain = subprocess.run(["diff", "-u", lab / "broken.cpp", lab / "fixed.cpp"],
                                       capture_output=True, text=True).stdout.splitlines()
                said = done.stdout.decode().splitlines()
                self.assertEqual(said[:2], [f"--- labs/{lab.name}/broken.cpp",
                                            f"+++ labs/{lab.name}/fixed.cpp"])
                self.assertEqual(self.changed(said), self.changed(plain))

    @staticmethod
    def changed(lines):
        """The lines that go and come, counted, and what the hunks cover: a diff may choose among equals."""
        return [sum(line.startswith(sign) for line in lines[2:]) for sign in "-+"]

    def test_repeat_counts_each_outcome(self):
        for words, expected in ((), "7  ✗ merged"), (("fixed",), "7  ✓ same"):
            with self.subTest(words):
                done = run("repeat", "01", *words, "--times", "7", "--lang", "en", root=BUILD)
                said = done.stdout.decode()
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                self.assertIn(expected, said)
                self.assertIn("gates were on", said)

    def test_repeat_without_gates_asks_for_none(self):
        done = run("repeat", "01", "--times", "20", "--no-gates", "--lang", "en", root=BUILD)
        counts = re.findall(r"^ +(\d+)  . (\w+)", done.stdout.decode(), re.M)
        self.assertEqual(sum(int(count) for count, _ in counts), 20)
        self.assertLessEqual({verdict for _, verdict in counts}, {"same", "merged"})
        self.assertIn("Without gates", done.stdout.decode())

    def test_repeat_counts_for_machines_too(self):
        done = run("repeat", "01", "--times", "3", "--format", "json", root=BUILD)
        counted = json.loads(done.stdout)
        self.assertEqual((counted["runs"], counted["asked"], counted["gates"]), (3, 3, True))
        outcome, = counted["outcomes"]
        self.assertEqual((outcome["count"], outcome["verdict"], outcome["messages"]), (3, "merged", ["helloworld"]))
        self.assertNotIn("interrupted", counted)

    def test_repeat_that_is_interrupted_tells_what_it_has_counted(self):
        terminal, other_end = os.openpty()
        running = subprocess.Popen(command("repeat", "01", "--times", "5000", "--lang", "en", root=BUILD),
                                   stdout=subprocess.PIPE, stderr=other_end)
        os.close(other_end)
        os.read(terminal, 1)  # its first sign of life, so some runs are made
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=PATIENCE_S)[0].decode()
        os.close(terminal)
        self.assertEqual(running.returncode, 128 + signal.SIGINT)
        made = re.search(r"interrupted after (\d+) of 5000 runs", said)
        counts = re.findall(r"^ +(\d+)  . (\w+)", said, re.M)
        self.assertEqual(sum(int(count) for count, _ in counts), int(made[1]), said)

    def test_repeat_says_what_could_not_be_judged(self):
        done = run("repeat", "07", "--times", "2", "--net", "loopback", "--lang", "en")
        self.assertEqual(done.returncode, 3)
        self.assertIn("2  ? inconclusive", done.stdout.decode())

    COMPLETED = (("comp", "compare"), ("compare --wi", "--width"), ("run 01 --lang z", "zh"),
                 ("help ob", "observe"), ("compare 0", "02"), ("completion z", "zsh"))

    def script_for(self, shell):
        """The file of its completion, and an environment in which `stickylab` is this build's."""
        done = run("completion", shell, "--lang", "en")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        file = self.root / f"completion.{shell}"
        file.write_bytes(done.stdout)
        return file, {**os.environ, "PATH": f"{BUILD}/bin:{os.environ['PATH']}", "LC_ALL": "C"}

    def test_bash_completes_commands_options_values_and_labs(self):
        file, environment = self.script_for("bash")
        for line, expected in self.COMPLETED:
            with self.subTest(line):
                script = (f'source {file}; COMP_WORDS=(stickylab {line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));'
                          ' _stickylab; printf "%s\\n" "${COMPREPLY[@]}"')
                done = subprocess.run(["bash", "-c", script], capture_output=True, text=True,
                                      env=environment, timeout=PATIENCE_S)
                self.assertIn(expected, done.stdout.split(), done.stderr)

    @unittest.skipUnless(shutil.which("fish"), "no fish")
    def test_fish_completes_the_same(self):
        file, environment = self.script_for("fish")
        for line, expected in self.COMPLETED:
            with self.subTest(line):
                done = subprocess.run(["fish", "-N", "-c",
                                       f"source {file}; complete -C 'stickylab {line}'"],
                                      capture_output=True, text=True, env=environment,
                                      timeout=PATIENCE_S)
                self.assertIn(expected, done.stdout.split(), done.stderr)

    @unittest.skipUnless(shutil.which("zsh"), "no zsh")
    def test_zsh_reads_its_completion(self):
        file, environment = self.script_for("zsh")
        script = f"autoload -U compinit; compinit -u -D; source {file}; echo $_comps[stickylab]"
        done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True,
                              env=environment, timeout=PATIENCE_S)
        self.assertEqual((done.stdout, done.stderr), ("_stickylab\n", ""))

    def test_the_manual_page_has_what_help_says(self):
        for lang in "en", "zh":
            page = run("manual", "--lang", lang).stdout.decode().replace("\\-", "-")
            commands = re.findall(r"^  (\w+) ", run("--help", "--lang", lang).stdout.decode(), re.M)
            self.assertGreater(len(commands), 10)
            for name in commands:
                self.assertIn(f".SS stickylab {name}\n", page)
                helped = run(name, "--help", "--lang", lang).stdout.decode()
                for option in re.findall(r"^ +(--[a-z-]+)", helped, re.M):
                    self.assertRegex(page, rf"\.B {option}\b")

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
