#!/usr/bin/env python3
"""The example for a framework finds what is wrong with the wrong parsers, nothing with the right ones, and
the framework prints it. Usage: cpp_example.py COMPILER FRAMEWORK"""

import subprocess
import sys
import tempfile

from project import ROOT, SKIPPED, finish

HERE = ROOT / "tests/deliveries/examples"
# The headers of a framework, by version, and what is linked with it.
FRAMEWORKS = {
    "doctest": [("doctest/doctest.h", [])],
    "catch2": [("catch2/catch_test_macros.hpp", ["-lCatch2Main", "-lCatch2"]), ("catch2/catch.hpp", [])],
    "googletest": [("gtest/gtest.h", ["-lgtest_main", "-lgtest", "-pthread"])],
}
FOUND = [r"hello\x0d|\x0aworld\x0d\x0a (cut at |)", "delivery cuts=6", r"\x00|\x05hello\x00\x05world",
         "delivery cuts=1", "h| (the stream ends at |)", "delivery whole fin@1"]

compiler, framework = sys.argv[1:]


def has(header):
    return subprocess.run([compiler, "-std=c++17", "-E", "-x", "c++", "-"], stdout=subprocess.DEVNULL,
                          input=f"#if !__has_include(<{header}>)\n#error\n#endif\n".encode(),
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def printed(kind, libraries, folder):
    """The exit status of the example with these parsers, and what it printed."""
    program = f"{folder}/{kind}"
    subprocess.run([compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}/include",
                    f"-I{HERE}/{kind}", HERE / f"with_{framework}.cpp", "-o", program, *libraries],
                   check=True)
    done = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


libraries = next((libraries for header, libraries in FRAMEWORKS[framework] if has(header)), None)
if libraries is None:
    print(f"skipped: {framework} is not installed")
    sys.exit(SKIPPED)
with tempfile.TemporaryDirectory() as folder:
    wrong, said = printed("wrong", libraries, folder)
    right, silent = printed("right", libraries, folder)
complaints = [f"{text} is not in:\n{said}" for text in FOUND if text not in said]
if wrong == 0:
    complaints.append("the wrong parsers pass")
if right != 0:
    complaints.append(f"the right parsers fail:\n{silent}")
finish(complaints)
