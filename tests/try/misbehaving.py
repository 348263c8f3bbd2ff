#!/usr/bin/env python3
"""Programs that do not play along, and questions that cannot be answered."""

import os
import unittest

from trials import ACCEPT, WithFolder, attempt, lab_file, stages, trial, verdict

HANGS = "signal.pause()"
FLOODS = """
while True:
    print("message: x" * 1000)
"""
FORKS = """
if os.fork() == 0:
    os.setsid()
    signal.pause()
"""
WRONG_TYPE = "int main() { return undeclared_name; }\n"


class Misbehaving(WithFolder):
    def test_a_receiver_that_does_not_exist_is_named(self):
        found = trial("01", "--receiver", "no-such-program")
        self.assertEqual(verdict(found), ("not-run", None))
        self.assertIn("no-such-program", found["failure"]["detail"])

    def test_a_receiver_that_never_listens_did_not_run(self):
        text = "import signal\nsignal.pause()\n"
        found = trial("01", "--receiver", self.python(text), "--timeout", "1")
        self.assertEqual(verdict(found), ("not-run", None))
        self.assertEqual(found["failure"]["exit"], "stopped")

    def test_a_receiver_that_ends_before_it_listens_did_not_run(self):
        found = trial("01", "--receiver", "false")
        self.assertEqual(verdict(found), ("not-run", None))
        self.assertEqual((found["failure"]["detail"], found["failure"]["exit"]), ("exit 1", 1))

    def test_a_receiver_that_never_reads_hangs(self):
        found = trial("01", "--receiver", self.receiver(HANGS))
        self.assertEqual(verdict(found), ("hang", "whole"))

    def test_a_receiver_that_floods_is_stopped(self):
        found = trial("01", "--receiver", self.receiver(FLOODS))
        failure = found["failure"]
        self.assertEqual((failure["fault"], failure["limit"], failure["exit"]),
                         ("limit", "output", "stopped"))

    def test_a_receiver_that_a_signal_ends_crashes(self):
        text = "os.kill(os.getpid(), signal.SIGSEGV)"
        found = trial("01", "--receiver", self.receiver(text))
        self.assertEqual(verdict(found), ("crash", "whole"))
        self.assertEqual(found["failure"]["exit"], "SIGSEGV")

    def test_a_receiver_that_leaves_a_child_is_judged_all_the_same(self):
        found = trial("01", "--receiver", self.receiver(FORKS), "--schedule", "whole")
        self.assertEqual(verdict(found), ("lost", "whole"))

    def test_a_sender_that_does_not_exist_is_named(self):
        found = trial("01", "--sender", "no-such-program")
        self.assertEqual((verdict(found)[0], found["schedules"]), ("not-run", 0))
        self.assertIn("no-such-program", found["failure"]["detail"])

    def test_a_sender_that_says_nothing_does_not_pass(self):
        for sender in ("false", self.sender("")):
            found = trial("01", "--sender", sender, "--timeout", "1")
            self.assertEqual((found["passed"], found["schedules"]), (False, 0))


class Usage(WithFolder):
    def refused(self, *args, words, **options):
        """The last line that it says to people."""
        done = attempt(*args, **options)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        last = done.stderr.splitlines()[-1]
        self.assertTrue(last.startswith("stickylab: "), done.stderr)
        for word in words:
            self.assertIn(word, last)
        return done.stderr

    def test_a_compile_error_is_shown_as_the_compiler_says_it(self):
        file = self.folder / "mine.cpp"
        file.write_text(WRONG_TYPE)
        said = self.refused("01", file, words=["mine.cpp"])
        self.assertIn("error:", said)
        self.assertIn("undeclared_name", said)

    def test_a_file_that_is_not_there_is_named(self):
        said = self.refused("01", "no-such.cpp", words=["no-such.cpp"])
        self.assertEqual(said.count("\n"), 1)

    def test_a_folder_is_refused(self):
        said = self.refused("01", lab_file("01", "fixed").parent, words=["a folder", "--receiver"])
        self.assertEqual(said.count("\n"), 1)

    def test_a_file_of_another_language_is_refused_with_the_command_for_it(self):
        for name, command in (("mine.py", "python3 {}"), ("mine.mjs", "node {}"),
                              ("mine", "COMMAND")):
            file = self.folder / name
            file.write_text("print()\n")
            for more in (), ("--watch",):
                said = self.refused("01", file, *more,
                                    words=[f"--receiver '{command.format(file)}'"])
                self.assertEqual(said.count("\n"), 1)

    def test_a_missing_compiler_is_named(self):
        self.refused("01", lab_file("01", "fixed"), words=["g++", "CXX"],
                     env={**os.environ, "CXX": "/no/such/compiler"})

    def test_a_file_or_commands_but_not_both_and_not_neither(self):
        self.refused("01", words=["--sender", "--receiver"])
        self.refused("01", lab_file("01", "fixed"), "--sender", "x",
                     words=["--sender", "--receiver"])

    def test_a_schedule_that_is_none_is_refused(self):
        for schedule in ("every=0", "cuts=3,2", "hole", "whole rst@x", "whole replies",
                         "whole replies whole rst"):
            with self.subTest(schedule):
                said = self.refused("01", lab_file("01", "fixed"), "--schedule", schedule,
                                    words=["schedule"])
                self.assertEqual(said.count("\n"), 1)


class Elsewhere(WithFolder):
    @unittest.skipUnless("two-hosts" in stages(), "no two hosts here")
    def test_a_receiver_that_nobody_can_reach_is_told_so_and_not_the_sender(self):
        alone = self.python(ACCEPT.replace('os.environ["STICKYLAB_HOST"]', '"127.0.0.1"') + "conn.recv(1024)")
        done = attempt("01", "--receiver", alone, net="two-hosts")
        self.assertEqual(done.returncode, 1)
        self.assertIn("fails: the receiver waits where nobody connects to it", done.stdout)
        self.assertIn("look at: it listens on 127.0.0.1:", done.stdout)

    def test_a_length_that_is_taken_for_text_is_named(self):
        done = attempt("01", "--receiver", self.receiver(
            "while data := conn.recv(1024): print('message:', data.decode(), flush=True)"))
        self.assertIn("look at: the length of 4 bytes before each message was taken for text", done.stdout)

    def test_a_traceback_is_shown_at_full_width_below_the_lanes(self):
        done = attempt("01", "--receiver", self.python("def broken():\n    return one\nbroken()\n"), "--width", "80")
        self.assertRegex(done.stdout, r"\nits last words:\n    File \S.*\n      return one\n.*\n  NameError: name 'one'")


if __name__ == "__main__":
    unittest.main()
