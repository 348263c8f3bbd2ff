"""Runs the built stickylab, and makes prefixes with something wrong in them."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

BUILD = Path(os.environ.get("STICKYLAB_BUILD", Path(__file__).parents[2] / "build"))
STICKYLAB = BUILD / "bin/stickylab"
LYING_LABS = BUILD / "wrong"
LABS = "share/stickylab/labs"

# No run here takes longer, or the harness did not keep the deadline that it was given.
PATIENCE_S = 20


def command(*args, root=LYING_LABS):
    return [STICKYLAB, "--root", root, *args]


def run(*args, root=LYING_LABS, **options):
    return subprocess.run(
        command(*args, root=root), capture_output=True, timeout=PATIENCE_S,
        stdin=subprocess.DEVNULL, **options)


def report(lab, root=LYING_LABS):
    """The exit status of `compare`, and the one lab of its JSON document."""
    done = run("compare", lab, "--net", "loopback", "--timeout", "1", "--format", "json", root=root)
    try:
        return done.returncode, json.loads(done.stdout)["labs"][0]
    except (ValueError, LookupError) as error:
        raise AssertionError(f"no report ({error}): exit {done.returncode}\n"
                             f"{done.stdout.decode()}{done.stderr.decode()}") from error


class WithPrefix(unittest.TestCase):
    """self.root is a copy of the prefix with the lying labs, to be damaged at will."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-wrong-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        shutil.copytree(LYING_LABS / "bin", self.root / "bin")
        shutil.copytree(LYING_LABS / "lib", self.root / "lib")
        shutil.copytree(LYING_LABS / LABS, self.root / LABS)

    def assertOneLine(self, text, *words):
        self.assertEqual(text.count("\n"), 1, text)
        for word in words:
            self.assertIn(word, text)
