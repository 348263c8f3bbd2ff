#!/usr/bin/env python3
"""A file goes from one process to another on this machine, and how fast: lab 51's get and put beside scp, sftp, curl
from nginx (https) and from vsftpd, where they are installed. Every round has each of them once, so that what else the
machine does meets all of them; medians of the rounds. Usage: transfers.py PROGRAM [--size BYTES] [--rounds N]"""

import argparse
import getpass
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
TICKS = os.sysconf("SC_CLK_TCK")


def found(program):
    return shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_listening(server, port):
    """Connects as often as it takes; a server that ends is an error."""
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            os.sched_yield()  # there is no event for it
    raise SystemExit(f"{server.args[0]} ended with {server.returncode}")


def stat_of(process):
    return (Path("/proc") / str(process) / "stat").read_text().rsplit(")", 1)[1].split()


def cpu_below(process):
    """Seconds of a process, its children, and those that it has waited for."""
    spent, parents = 0, {}
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit():
                fields = stat_of(entry)
                parents[int(entry)] = (int(fields[1]), sum(map(int, fields[11:15])))
        except OSError:
            pass
    family = {process}
    for pid in sorted(parents):
        if pid in family or parents[pid][0] in family:
            family.add(pid)
            spent += parents[pid][1]
    return spent / TICKS


class Way:
    """One program that brings the file from `source` to `target`."""

    def __init__(self, name, server, *command):
        self.name, self.server, self.command = name, server, [str(word) for word in command]
        self.seconds, self.cpu = [], []

    def run(self, target):
        target.unlink(missing_ok=True)
        before, own, start = cpu_below(self.server.pid), os.times(), time.monotonic()
        done = subprocess.run(self.command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.seconds.append(time.monotonic() - start)
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(self.command)}\n{done.stderr}")
        after = os.times()
        client = after.children_user + after.children_system - own.children_user - own.children_system
        self.cpu.append(client + cpu_below(self.server.pid) - before)


class Bench:
    def __init__(self, folder, program, exits):
        self.folder, self.program, self.exits = folder, program, exits
        self.home = folder / "root/eva/home"
        self.home.mkdir(parents=True)
        self.source = self.home / "file"
        self.target = folder / "got"

    def serve(self, *command, **options):
        server = subprocess.Popen([str(word) for word in command], **{**QUIET, **options})
        self.exits.callback(lambda: server.terminate() or server.wait())
        return server

    def ours(self):
        password = self.folder / "password"
        password.write_text("secret\n")
        subprocess.run([self.program, "user", "eva", "--root", self.folder / "root", "--quota", str(10**12)],
                       input=b"secret\n", check=True)
        server = self.serve(self.program, "server", "--listen", "127.0.0.1:0", "--root", self.folder / "root",
                            stdout=subprocess.PIPE)
        self.exits.callback(server.stdout.close)
        place = server.stdout.readline().decode().split()[-1]
        pin = server.stdout.readline().decode().split()[-1]
        client = [self.program, "client", "--connect", place, "--user", "eva", "--password-file", password,
                  "--pin", pin, "--replace"]
        yield Way("ours, get", server, *client, "get", "file", self.target)
        yield Way("ours, put", server, *client, "put", self.source, "up")

    def ssh(self):
        if not (found("sshd") and found("scp")):
            return
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / key], check=True)
        port = free_port()
        config = self.folder / "sshd"
        config.write_text(f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\nUsePAM no\n"
                          f"PidFile none\nStrictModes no\nPermitRootLogin yes\n"
                          f"AuthorizedKeysFile {self.folder}/user.pub\nSubsystem sftp internal-sftp\n")
        server = self.serve(found("sshd"), "-D", "-e", "-f", config)
        until_listening(server, port)
        words = ["-q", "-P", port, "-i", self.folder / "user", "-o", "StrictHostKeyChecking=no", "-o",
                 f"UserKnownHostsFile={self.folder}/known"]
        place = f"{getpass.getuser()}@127.0.0.1:{self.source}"
        yield Way("scp", server, "scp", *words, place, self.target)
        yield Way("scp, aes128-gcm", server, "scp", "-c", "aes128-gcm@openssh.com", *words, place, self.target)
        yield Way("sftp", server, "sftp", *words, place, self.target)

    def nginx(self):
        if not (found("nginx") and found("curl") and found("openssl")):
            return
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=127.0.0.1", "-keyout", self.folder / "key", "-out", self.folder / "pem"],
                       check=True, **QUIET)
        port = free_port()
        config = self.folder / "nginx"
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config.write_text(f"daemon off; worker_processes 1; pid {self.folder}/nginx.pid; events {{}}\n"
                          f"{'user root;' if os.geteuid() == 0 else ''} http {{ access_log off; {temporary}\n"
                          f"sendfile on; server {{ listen 127.0.0.1:{port} ssl; root {self.home};\n"
                          f"ssl_protocols TLSv1.3; ssl_certificate {self.folder}/pem;\n"
                          f"ssl_certificate_key {self.folder}/key; }} }}\n")
        server = self.serve(found("nginx"), "-c", config, "-e", self.folder / "nginx.log")
        until_listening(server, port)
        yield Way("curl, nginx https", server, "curl", "-sfk", "-o", self.target, f"https://127.0.0.1:{port}/file")

    def vsftpd(self):
        if not (found("vsftpd") and found("curl")):
            return
        port = free_port()
        config = self.folder / "vsftpd"
        config.write_text(f"listen=YES\nbackground=NO\nlisten_address=127.0.0.1\nlisten_port={port}\n"
                          f"anonymous_enable=YES\nanon_root={self.home}\nrun_as_launching_user=YES\n"
                          f"seccomp_sandbox=NO\nno_anon_password=YES\n")
        config.chmod(0o600)
        server = self.serve(found("vsftpd"), config)
        until_listening(server, port)
        yield Way("curl, vsftpd in clear", server, "curl", "-sf", "-o", self.target, f"ftp://127.0.0.1:{port}/file")


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("program", type=Path)
    words.add_argument("--size", type=int, default=10**9)
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    with ExitStack() as exits:
        folder = Path(exits.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        bench = Bench(folder, asked.program.absolute(), exits)
        with bench.source.open("wb") as file:
            for _ in range(asked.size // 10**6):
                file.write(os.urandom(10**6))
        ways = [way for all_of in (bench.ours, bench.ssh, bench.nginx, bench.vsftpd) for way in all_of()]
        for _ in range(asked.rounds):
            for way in ways:
                way.run(bench.target)
        gigabytes = bench.source.stat().st_size / 1e9
    print(f"one file of {gigabytes:g} GB, medians of {asked.rounds} rounds; CPU of both ends")
    print(f"{'':<24}{'MB/s':>8}{'CPU s/GB':>10}{'of ours, get':>14}")
    first = statistics.median(ways[0].seconds)
    for way in ways:
        seconds = statistics.median(way.seconds)
        print(f"{way.name:<24}{gigabytes * 1e3 / seconds:>8.0f}{statistics.median(way.cpu) / gigabytes:>10.2f}"
              f"{first / seconds:>14.2f}")


if __name__ == "__main__":
    main()
