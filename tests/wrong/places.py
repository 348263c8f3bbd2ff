#!/usr/bin/env python3
"""Where stickylab cannot work, it says so in one clear line: no /proc, labs that are not there."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from harness import BUILD, LABS, PATIENCE_S, STICKYLAB, WithPrefix

NOBODY = 65534


def in_namespaces(script):
    """Runs a shell script as root of a user namespace, with mounts of its own."""
    return subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", script],
                          capture_output=True, text=True, timeout=PATIENCE_S,
                          stdin=subprocess.DEVNULL)


def may_mount():
    return (shutil.which("unshare") and shutil.which("setpriv")
            and "STICKYLAB_SANITIZED" not in os.environ
            and in_namespaces("mount -t tmpfs none /proc").returncode == 0)


class Places(WithPrefix):
    def refused(self, done, *words):
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertOneLine(done.stderr, *words)

    def stickylab(self, *args, program=STICKYLAB, **options):
        return subprocess.run([program, *args], capture_output=True, text=True, timeout=PATIENCE_S,
                              stdin=subprocess.DEVNULL, **options)

    def with_link_to(self, target):
        """A build tree whose link to the labs leads to `target`."""
        shutil.rmtree(self.root / LABS)
        (self.root / LABS).symlink_to(target)
        shutil.copy(STICKYLAB, self.root / "bin")
        return self.root / "bin/stickylab"

    def test_a_build_tree_moves_together_with_its_sources(self):
        link = (BUILD / LABS).readlink()
        self.assertFalse(link.is_absolute())
        with tempfile.TemporaryDirectory(prefix="stickylab-moved-") as folder:
            shutil.move(self.root / LABS, f"{folder}/labs")
            build = Path(folder, "build")
            shutil.move(self.root, build)
            (build / LABS).symlink_to("../../../labs")
            shutil.copy(STICKYLAB, build / "bin")
            done = self.stickylab("list", program=build / "bin/stickylab")
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_link_that_leads_nowhere_is_told_with_where_it_leads(self):
        program = self.with_link_to("../../../nowhere/labs")
        gone = str(self.root.parent / "nowhere/labs")
        self.refused(self.stickylab("list", program=program), gone, "No such file", "make install")
        done = self.stickylab("list", "--lang", "zh", program=program)
        self.refused(done, f"labs 指向 {gone}（No such file or directory）", "请在现在的位置重新构建")

    def test_labs_that_may_not_be_read_are_told(self):
        others = self.root / "others"
        (others / "labs").mkdir(parents=True)
        program = self.with_link_to(others / "labs")
        others.chmod(0o700 if os.geteuid() == 0 else 0)
        self.addCleanup(others.chmod, 0o700)
        self.root.chmod(0o755)
        nobody = {"user": NOBODY} if os.geteuid() == 0 else {}
        self.refused(self.stickylab("list", program=program, **nobody), str(others / "labs"),
                     "Permission denied")

    @unittest.skipUnless(may_mount(), "no user namespace here, or a sanitizer")
    def test_without_proc_it_is_what_is_missing(self):
        for args in (["list"], ["doctor"], ["--root", self.root, "run", "01", "broken"],
                     ["observe", "--receiver", "true", "--sender", "true"]):
            line = " ".join(map(str, [STICKYLAB, *args]))
            with self.subTest(args):
                done = in_namespaces(f"mount -t tmpfs none /proc; exec {line}")
                self.refused(done, "/proc", "mount -t proc proc /proc")
        done = in_namespaces(f"mount -t tmpfs none /proc; exec {STICKYLAB} list --lang zh")
        self.refused(done, "读不到 /proc（No such file or directory）")

    @unittest.skipUnless(may_mount(), "no user namespace here, or a sanitizer")
    def test_in_a_chroot_the_doctor_names_it(self):
        shutil.copy(STICKYLAB, self.root / "bin")
        with tempfile.TemporaryDirectory(prefix="stickylab-chroot-") as folder:
            done = in_namespaces(
                f"cd {folder}; mkdir proc usr prefix; mount --rbind /proc proc;"
                f"mount --rbind /usr usr; mount --rbind {self.root} prefix;"
                "for link in /bin /lib /lib64; do if [ -L $link ]; then cp -P $link .; fi; done;"
                # Without capabilities, as an ordinary user is.
                "for lang in en zh; do chroot . setpriv --bounding-set=-all"
                " /prefix/bin/stickylab doctor --lang $lang; done")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("This is in a chroot, and there the kernel makes no user namespace. ",
                      " ".join(done.stdout.split()))
        self.assertIn("这里是 chroot 环境", done.stdout)


if __name__ == "__main__":
    unittest.main()
