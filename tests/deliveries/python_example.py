#!/usr/bin/env python3
"""The example for a framework finds what is wrong with the wrong parsers, nothing with the right ones, and
the framework prints it. Usage: python_example.py FRAMEWORK"""

import os
import subprocess
import sys

from project import ROOT, SKIPPED, finish, python_with

HERE = ROOT / "tests/deliveries/examples"
FOUND = [r"hello\x0d|\x0aworld\x0d\x0a (cut at |)", "delivery cuts=6", r"\x00|\x05hello\x00\x05world",
         "delivery cuts=1", "h| (the stream ends at |)", "delivery whole fin@1"]

framework = sys.argv[1]


def command():
    """How the framework is run; None if it is not installed."""
    example = str(HERE / f"test_with_{framework}.py")
    python = python_with(framework)
    if framework == "unittest":
        return [python, example]
    return python and [python, "-m", framework, "-p", "no:cacheprovider", example]


def printed(kind):
    """The exit status of the example with these parsers, and what it printed."""
    path = f"{ROOT}/python:{HERE}/{kind}"
    done = subprocess.run(command(), env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


if command() is None:
    print(f"skipped: {framework} is not installed")
    sys.exit(SKIPPED)
wrong, said = printed("wrong")
right, silent = printed("right")
complaints = [f"{text} is not in:\n{said}" for text in FOUND if text not in said]
if wrong == 0:
    complaints.append("the wrong parsers pass")
if right != 0:
    complaints.append(f"the right parsers fail:\n{silent}")
finish(complaints)
