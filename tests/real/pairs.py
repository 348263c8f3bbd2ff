"""Pairs of real programs: how they are started, what they need, and what must be seen of them."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

HELLO = b"hello, world\n"
BODY = bytes(range(33, 127)) * 213  # 20,022 bytes
HUGE = BODY * 2500  # 50 MB
ENVIRONMENT = {**os.environ, "PATH": ":".join((
    os.environ["PATH"], "/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))))}
PROGRAMS = Path(__file__).parent / "programs"
POSTGRES_ALL = "host all all all trust\n"


@dataclass
class Pair:
    receiver: str
    sender: str
    needs: tuple[str, ...]
    says: dict[str, tuple[re.Pattern, int]]  # who: what it writes to the sockets, how often
    protocol: str = "data"                   # by which tshark reads port 8080
    connections: int = 1
    prepare: Callable[[Path], None] = lambda folder: None
    users: tuple[str, ...] = ("root", "nobody")
    unobserved: tuple[str, ...] = ()         # whose calls the C library does not see
    straced: tuple[str, ...] = ("sender", "receiver")
    input: str = ""                          # of the sender
    files: dict[str, bytes] = field(default_factory=dict)  # that the sender must have written
    limit_s: int = 20                        # of a run: far above what it takes, far below --timeout
    checks: tuple[str, ...] = ("statements", "unseen", "kernel", "strace")


def seen(pattern, times=1):
    return re.compile(pattern, re.DOTALL), times


def write(folder, **files):
    for name, data in files.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def run(*command, cwd):
    subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True, capture_output=True, timeout=100)


def bodies(folder):
    (folder / "www").mkdir()
    write(folder / "www", small=HELLO, large=BODY)


def nginx(folder, daemon="off", more=""):
    bodies(folder)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    write(folder, conf=f"{user} daemon {daemon}; worker_processes 1; pid {folder}/pid;"
                       f"error_log stderr; events {{}} http {{ access_log off; {paths}"
                       f"sendfile on; tcp_nopush on; {more}"
                       f"server {{ listen 8080; root {folder}/www; }} }}")


def nginx_gzip(folder):
    nginx(folder, more="gzip on; gzip_types *;")


def nginx_huge(folder):
    nginx(folder)
    write(folder / "www", huge=HUGE)


def nginx_daemon(folder):
    nginx(folder, daemon="on")


def mosquitto(folder):
    write(folder, conf="listener 8080\nallow_anonymous true\n")


def hundred_commands(folder):
    write(folder, commands="".join(f"SET k{i} v\r\n" for i in range(100)))


def memcached_commands(folder):
    write(folder, commands="set a 0 0 1\r\nb\r\nget a\r\nquit\r\n")


def certificate(folder):
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-keyout", "key", "-out", "cert", "-subj", "/CN=stickylab", cwd=folder)


def keys(folder):
    for name in ("host", "user"):
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name, cwd=folder)


def database(folder):
    run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync", cwd=folder)
    with (folder / "data/pg_hba.conf").open("a") as rules:
        rules.write(POSTGRES_ALL)


def java_echo(folder):
    run("javac", "-d", folder, str(PROGRAMS / "Echo.java"), cwd=folder)


def go_echo(folder):
    subprocess.run(("go", "build", "-o", folder / "echo", PROGRAMS / "echo.go"),
                   env={**ENVIRONMENT, "CGO_ENABLED": "0", "GOFLAGS": "-buildvcs=false",
                        "GOCACHE": str(folder / "cache")},
                   check=True, timeout=170)


def ftp(folder):
    bodies(folder)
    (folder / "empty").mkdir()
    write(folder, conf="listen=YES\nlisten_port=8080\nbackground=NO\nanonymous_enable=YES\n"
                       f"anon_root={folder}/www\nsecure_chroot_dir={folder}/empty\n")


REDIS = "redis-server --bind {host} --port {port} --save '' --protected-mode no"
MEMCACHED = "memcached -u nobody -l {host} -p {port} -U 0"
MEMCACHED_CLIENT = "sh -c 'nc -N {host} {port} < commands'"
MEMCACHED_TALK = {"sender": seen(rb"set a 0 0 1\r\nb\r\n"),
                  "receiver": seen(rb"STORED\r\nVALUE a 0 1\r\nb\r\nEND\r\n")}
NGINX = "nginx -e stderr -p . -c conf"
CURL = "curl -s --fail"
WEB = "http://{host}:{port}"
SOCAT = "socat - TCP:{host}:{port}"
ECHO = {"sender": seen(rb"^one\ntwo\n$"), "receiver": seen(rb"^one\ntwo\n$")}
PATH_GETS = rb"GET /(small|large|huge)\S* HTTP/1.1\r\n"

PAIRS = {
    "redis-set": Pair(
        REDIS, "redis-cli -h {host} -p {port} SET a b", ("redis-server", "redis-cli"),
        {"sender": seen(rb"\*3\r\n\$3\r\nSET\r\n\$1\r\na\r\n\$1\r\nb\r\n"),
         "receiver": seen(rb"\+OK\r\n")}, "resp"),
    "redis-pipe": Pair(
        REDIS, "sh -c 'redis-cli -h {host} -p {port} --pipe < commands'",
        ("redis-server", "redis-cli"),
        {"sender": seen(rb"SET k\d+ v\r\n", 100), "receiver": seen(rb"\+OK\r\n", 100)},
        "resp", prepare=hundred_commands),
    "redis-benchmark": Pair(
        REDIS, "redis-benchmark -q -h {host} -p {port} -c 5 -n 50 -t set",
        ("redis-server", "redis-benchmark"),
        {"sender": seen(rb"\*3\r\n\$3\r\nSET\r\n", 50), "receiver": seen(rb"\+OK\r\n", 50)},
        "resp", connections=6),
    "redis-daemon": Pair(
        REDIS + " --daemonize yes --pidfile FOLDER/pid", "redis-cli -h {host} -p {port} SET a b",
        ("redis-server", "redis-cli"),
        {"sender": seen(rb"SET\r\n"), "receiver": seen(rb"\+OK\r\n")}, "resp", straced=("sender",)),
    "nginx-keep-alive": Pair(
        NGINX, f"{CURL} -o a -o b {WEB}/small {WEB}/large", ("nginx", "curl"),
        {"sender": seen(PATH_GETS, 2), "receiver": seen(rb"HTTP/1.1 200 OK\r\n", 2)},
        "http", prepare=nginx, files={"a": HELLO, "b": BODY}),
    "nginx-parallel": Pair(
        NGINX, f"{CURL} --parallel --parallel-immediate -o a -o b {WEB}/small {WEB}/large?2",
        ("nginx", "curl"),
        {"sender": seen(PATH_GETS, 2), "receiver": seen(rb"HTTP/1.1 200 OK\r\n", 2)},
        "http", connections=2, prepare=nginx, files={"a": HELLO, "b": BODY}),
    "nginx-gzip": Pair(
        NGINX, f"{CURL} --compressed -o a {WEB}/large", ("nginx", "curl"),
        {"sender": seen(PATH_GETS),
         "receiver": seen(rb"Transfer-Encoding: chunked\r\n.*Content-Encoding: gzip\r\n")},
        "http", prepare=nginx_gzip, files={"a": BODY}),
    "nginx-50-megabytes": Pair(
        NGINX, f"{CURL} -o a {WEB}/huge", ("nginx", "curl"),
        {"sender": seen(PATH_GETS), "receiver": seen(rb"HTTP/1.1 200 OK\r\n")},
        "http", prepare=nginx_huge, files={"a": HUGE}, checks=("unseen",), limit_s=130),
    "nginx-daemon": Pair(
        NGINX, f"{CURL} -o a {WEB}/large", ("nginx", "curl"),
        {"sender": seen(PATH_GETS), "receiver": seen(rb"HTTP/1.1 200 OK\r\n")},
        "http", prepare=nginx_daemon, straced=("sender",), files={"a": BODY}),
    "memcached-nc": Pair(
        MEMCACHED, MEMCACHED_CLIENT, ("memcached", "nc"), MEMCACHED_TALK, "memcache",
        prepare=memcached_commands),
    "memcached-daemon": Pair(
        MEMCACHED + " -d", MEMCACHED_CLIENT, ("memcached", "nc"), MEMCACHED_TALK, "memcache",
        prepare=memcached_commands, straced=("sender",)),
    "mosquitto": Pair(
        "mosquitto -c conf", "mosquitto_pub -h {host} -p {port} -t a/b -m hello -q 1",
        ("mosquitto", "mosquitto_pub"),
        {"sender": seen(rb"\x32\x0c\x00\x03a/b..hello"), "receiver": seen(rb"\x40\x02..")},
        "mqtt", prepare=mosquitto),
    "openssl": Pair(
        "openssl s_server -accept {port} -key key -cert cert -quiet -naccept 1",
        "openssl s_client -connect {host}:{port} -quiet -no_ign_eof", ("openssl",),
        {"sender": seen(rb"^\x16\x03\x01"), "receiver": seen(rb"^\x16\x03\x03")},
        "tls", prepare=certificate, input=r"hello world\n"),
    "socat": Pair(
        "socat TCP-LISTEN:{port},bind={host} EXEC:cat", "socat - TCP:{host}:{port}", ("socat",),
        {"sender": seen(rb"^one\ntwo\n$"), "receiver": seen(rb"^one\ntwo\n$")},
        input=r"one\ntwo\n"),
    "iperf3": Pair(
        "iperf3 -s -1 -p {port}", "iperf3 -c {host} -p {port} -n 1M", ("iperf3",),
        {"sender": seen(rb'"tcp":'), "receiver": seen(rb'"cpu_util_total":')}, connections=2),
    "dnsmasq": Pair(
        "dnsmasq -d -C /dev/null --port={port} --listen-address={host} --bind-interfaces "
        "--no-resolv --no-hosts --pid-file= --user= --address=/foo.test/1.2.3.4",
        "dig -p {port} @{host} foo.test A", ("dnsmasq", "dig"),
        {"sender": seen(rb"\x03foo\x04test\x00\x00\x01\x00\x01"),
         "receiver": seen(rb"\x01\x02\x03\x04")},
        "dns"),
    "python-http": Pair(
        "python3 -m http.server {port} --bind {host} --directory www", f"{CURL} -o a {WEB}/large",
        ("python3", "curl"),
        {"sender": seen(PATH_GETS), "receiver": seen(rb"HTTP/1.0 200 OK\r\n")},
        "http", prepare=bodies, files={"a": BODY}),
    "sshd": Pair(
        # It asks for a folder in /run, so it gets a /run of its own.
        "unshare -m sh -c 'mount -t tmpfs run /run && mkdir /run/sshd && exec /usr/sbin/sshd -D -e "
        "-f /dev/null -p {port} -h FOLDER/host -o UsePAM=no -o StrictModes=no -o PidFile=none "
        "-o AuthorizedKeysFile=FOLDER/user.pub'",
        # tshark 4.0 does not know newer exchanges of keys.
        "ssh -F none -p {port} -i user -o KexAlgorithms=curve25519-sha256 -o BatchMode=yes -o StrictHostKeyChecking=no "
        "-o UserKnownHostsFile=/dev/null root@{host} true", ("sshd", "ssh", "ssh-keygen"),
        {"sender": seen(rb"^SSH-2.0-"), "receiver": seen(rb"^SSH-2.0-")},
        "ssh", prepare=keys, users=("root",)),
    "vsftpd": Pair(
        "vsftpd conf",
        "lftp -c 'set ftp:ssl-allow no; open -p {port} {host}; get large -o got'",
        ("vsftpd", "lftp"),
        {"sender": seen(rb"RETR large\r\n"), "receiver": seen(rb"226 ")},
        "ftp", connections=2, prepare=ftp, users=("root",), files={"got": BODY}),
    "postgres": Pair(
        "postgres -D data -k FOLDER -c listen_addresses={host} -p {port} -c fsync=off",
        "psql -X -h {host} -p {port} -U postgres -Atc 'select 1'", ("postgres", "initdb", "psql"),
        {"sender": seen(rb"select 1\x00"), "receiver": seen(rb"SELECT 1\x00")},
        "pgsql", prepare=database, users=("nobody",)),
    "node": Pair(
        f"node {PROGRAMS}/echo.js {{port}}", f"node {PROGRAMS}/one_two.js {{host}} {{port}}",
        ("node",), ECHO),
    "java-streams": Pair(
        "java -Xmx64m -cp . Echo streams {host} {port}", SOCAT, ("java", "javac", "socat"), ECHO,
        prepare=java_echo, input=r"one\ntwo\n"),
    "java-channels": Pair(
        "java -Xmx64m -cp . Echo channels {host} {port}", SOCAT, ("java", "javac", "socat"), ECHO,
        prepare=java_echo, input=r"one\ntwo\n"),
    "go-static": Pair(
        "./echo {host} {port}", "socat - TCP:{host}:{port}", ("go", "socat"),
        {"sender": seen(rb"^one\ntwo\n$"), "receiver": seen(rb"^one\ntwo\n$")},
        prepare=go_echo, unobserved=("receiver",), straced=("sender",), input=r"one\ntwo\n"),
}
