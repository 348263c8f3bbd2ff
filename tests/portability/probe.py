#!/usr/bin/env python3
"""The probe, built for other systems than this one and tried there: `probe.py [SYSTEM …]`.

It needs compilers that nothing else here needs, and says what to install if one is not here.
Systems: native, aarch64 (under qemu-user), musl.

Debian has no C++ library for musl. For the few headers that the probe includes, that of glibc does,
with what it says of the C library taken back; programs that are preloaded are C.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# As in CMakeLists.txt.
PROBE = ["-std=c++20", "-O2", "-Wall", "-Wextra", "-Werror", "-fno-exceptions", "-fno-rtti",
         "-fvisibility=hidden", "-fno-threadsafe-statics", "-fPIC", "-shared", "-nodefaultlibs",
         "-Wl,-z,defs", "-I", ROOT / "harness", ROOT / "harness/probe/probe.cpp"]
LIBRARIES = ["-lc", "-lgcc"]
CALLS = ("socket bind listen accept connect send sendto sendmsg sendmmsg write writev pwritev2 dprintf"
         " sendfile splice recv recvfrom recvmsg recvmmsg read readv preadv2 splice_from shutdown"
         " close setsockopt fionread io_uring_setup").split()
EXPECTED = ("socket bind listen socket connect accept send write fionread read dprintf splice_from"
            " splice read shutdown close close close close socket bind socket sendto sendto recvfrom"
            " close close").split()
MUSL_SPECS = Path("/usr/lib/x86_64-linux-musl/musl-gcc.specs")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60,
                          **options).stdout


class Native:
    packages = "g++"
    needs = ("g++", "gcc")
    runner = ()
    cxx = ("g++",)
    cc = ("gcc",)

    def __init__(self, folder):
        self.folder = folder

    def build(self):
        run(*self.cxx, *PROBE, *LIBRARIES, "-o", self.folder / "probe.so")
        run(*self.cc, HERE / "talk.c", "-o", self.folder / "talk")

    def talk(self, fd):
        """Runs the program with the probe in it; the log is open as `fd`."""
        words = {"STICKYLAB_PROBE_FD": str(fd), "LD_PRELOAD": str(self.folder / "probe.so")}
        return run(self.folder / "talk", env=os.environ | words, pass_fds=[fd])


class Aarch64(Native):
    packages = "g++-aarch64-linux-gnu qemu-user"
    needs = ("aarch64-linux-gnu-g++", "qemu-aarch64")
    cxx = ("aarch64-linux-gnu-g++",)
    cc = ("aarch64-linux-gnu-gcc",)

    def talk(self, fd):
        return run("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", "-E", f"STICKYLAB_PROBE_FD={fd}",
                   "-E", f"LD_PRELOAD={self.folder / 'probe.so'}", self.folder / "talk",
                   pass_fds=[fd])


class Musl(Native):
    packages = "musl-tools"
    needs = ("g++", "musl-gcc")
    cc = ("musl-gcc",)

    @property
    def cxx(self):
        version = run("g++", "-dumpversion").strip()
        headers = [Path("/usr/include/c++") / version,
                   Path("/usr/include/x86_64-linux-gnu/c++") / version]
        return ("g++", f"-specs={MUSL_SPECS}", "-isystem", self.folder / "taken-back",
                *(word for header in headers for word in ("-isystem", header)),
                "-idirafter", self.folder / "kernel")

    def build(self):
        bits = self.folder / "taken-back/bits"
        bits.mkdir(parents=True)
        (bits / "os_defines.h").write_text("")
        (bits / "c++config.h").write_text("#include_next <bits/c++config.h>\n"
                                          "#undef _GLIBCXX_HAS_GTHREADS\n"
                                          "#undef _GLIBCXX_HAVE_LINUX_FUTEX\n")
        kernel = self.folder / "kernel"
        kernel.mkdir()
        for name, at in (("linux", "linux"), ("asm-generic", "asm-generic"),
                         ("asm", "x86_64-linux-gnu/asm")):
            (kernel / name).symlink_to(Path("/usr/include") / at)
        super().build()


SYSTEMS = {"native": Native, "aarch64": Aarch64, "musl": Musl}


def calls_of(system, log_file):
    log = system.folder / "log"
    run(log_file, "make", log)
    with open(log, "r+b") as file:
        said = system.talk(file.fileno())
    assert said == "done\n", said
    calls = [json.loads(line) for line in run(log_file, "read", log).splitlines()]
    return [call | {"call": CALLS[call["call"]]} for call in calls]


def check(calls):
    """True if the kernel, or what stands between it and the program, names sockets."""
    assert [call["call"] for call in calls] == EXPECTED, [call["call"] for call in calls]
    (_, bind, listen, make, connect, accept, send, write, fionread, read, dprintf, splice_from,
     splice, read_by_number, shutdown, close_dup) = calls[:16]
    assert bind["own"] == listen["own"] == connect["address"] == accept["own"]
    assert connect["own"] == accept["address"] and int(connect["own"].split()[0]) != 0
    assert read["bytes"] == "onetwo" and fionread["value"] == 6
    assert dprintf["bytes"] == read_by_number["bytes"] == "1234"
    assert splice["result"] == splice_from["result"] == 4 and splice["bytes"] == ""
    first, second = [call for call in calls if call["call"] == "sendto"]
    assert first["udp"] and first["bytes"] == "three"
    named = make["made"] != 0
    if named:
        assert connect["socket"] == send["socket"] == write["socket"] == make["made"]
        assert close_dup["socket"] == shutdown["socket"] == make["made"]
        assert read["socket"] == fionread["socket"] == accept["made"] != make["made"]
        assert accept["socket"] == bind["socket"] != 0
        assert int(first["own"].split()[0]) != 0 == int(second["own"].split()[0])  # told once
    return named


def try_on(name):
    kind = SYSTEMS[name]
    missing = [tool for tool in kind.needs if shutil.which(tool) is None]
    if missing:
        print(f"{name}: not tried, {', '.join(missing)} is not here: apt-get install"
              f" --no-install-recommends {kind.packages}")
        return
    with tempfile.TemporaryDirectory(prefix="stickylab-portability-") as folder:
        folder = Path(folder)
        log_file = folder / "log_file"
        run("g++", "-std=c++20", "-I", ROOT / "harness", HERE / "log_file.cpp", "-o", log_file)
        system = kind(folder)
        system.build()
        calls = calls_of(system, log_file)
        named = check(calls)
        tcp = any(call["tcp"] for call in calls)
        print(f"{name}: {len(calls)} calls reported as they were made;"
              f" sockets {'named' if named else 'not named'}, TCP_INFO {'told' if tcp else 'not told'}")


def main():
    try:
        for name in sys.argv[1:] or SYSTEMS:
            try_on(name)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{name}: {error}\n{error.stdout}{error.stderr}")


if __name__ == "__main__":
    main()
