"""Runs the built stickylab, and reads captures with tools that know nothing of it."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

BUILD = Path(os.environ.get("STICKYLAB_BUILD", Path(__file__).parents[2] / "build"))
STICKYLAB = BUILD / "bin/stickylab"
PATIENCE_S = 50


def stickylab(*args):
    return subprocess.run([STICKYLAB, *args], capture_output=True, timeout=PATIENCE_S,
                          stdin=subprocess.DEVNULL)


def has_two_hosts():
    return json.loads(stickylab("doctor", "--format", "json").stdout)["two_hosts"]


def record(folder, *args):
    """The recordings of a run, by what is in their names: {"01-two-writes-one-read-broken": path}"""
    done = stickylab(*args, "--record", folder)
    if done.returncode not in (0, 1):  # 1: not reproduced, which is not the question here
        raise AssertionError(done.stderr.decode())
    return {path.stem: path for path in sorted(Path(folder).glob("*.ndjson"))}


def export(recording, *args):
    capture = recording.with_suffix(".pcapng")
    done = stickylab("export", recording, "--pcapng", capture, *args)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return capture


def read(recording):
    """The events of a recording."""
    return [json.loads(line) for line in recording.read_text().splitlines()[1:]]


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S,
                          text=True).stdout


class Tshark:
    FIELDS = ("frame.time_epoch", "frame.interface_name", "frame.packet_flags_direction",
              "frame.comment", "ip.src", "ip.dst", "ip.checksum.status", "tcp.flags", "tcp.seq",
              "tcp.ack", "tcp.window_size", "tcp.payload", "tcp.checksum.status",
              "tcp.analysis.retransmission", "udp.payload", "udp.checksum.status")
    CHECKS = ("ip.check_checksum", "tcp.check_checksum", "udp.check_checksum")

    there = shutil.which("tshark") is not None

    @classmethod
    def packets(cls, capture):
        options = [word for check in cls.CHECKS for word in ("-o", f"{check}:TRUE")]
        options += [word for field in cls.FIELDS for word in ("-e", field)]
        lines = output_of("tshark", "-n", "-r", capture, "-T", "fields", *options).splitlines()
        return [dict(zip(cls.FIELDS, line.split("\t"), strict=True)) for line in lines]


class Tcpdump:
    # With -v two lines of text, then the bytes, 16 a line.
    PACKET = re.compile(r"^(?P<s>\d+)\.(?P<ns>\d{9}) IP .*\n(?P<text>    .*\n)"
                        r"(?P<hex>(?:\t0x.*\n)+)", re.MULTILINE)
    there = shutil.which("tcpdump") is not None

    @classmethod
    def packets(cls, capture):
        text = output_of("tcpdump", "-nn", "-tt", "--nano", "-vv", "-xx", "-r", capture)
        return [{"time_ns": int(found["s"] + found["ns"]),
                 "frame": re.sub(r"\s|0x\w+:", "", found["hex"]),
                 "correct": re.search(r"\(correct\)|udp sum ok", found["text"]) is not None}
                for found in cls.PACKET.finditer(text)]
