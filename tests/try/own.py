#!/usr/bin/env python3
"""A client and a server of one's own, without a lab: what the uncut run gave is what every delivery must
give.

Usage: own.py [USER]: as whom the programs are tried, `root` or `nobody`."""

import json
import os
import shlex
import signal
import subprocess
import sys
import unittest
import uuid
from pathlib import Path
from xml.etree import ElementTree

from survivors import MARK, processes_with
from trials import BUILD, PATIENCE_S, STICKYLAB, WithFolder

USER = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in ("root", "nobody") else None
AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
BEFORE = AS_NOBODY if USER == "nobody" else ()
PYTHON = "/usr/bin/python3" if USER == "nobody" else sys.executable
FINE = ("--schedule", "every=1 replies every=1")  # a right program holds under it, few wrong ones do

# A server of lines; `serve` has a connection.
SERVER = """
import itertools, os, signal, socket, sys, time
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
{serve}
with socket.create_server(ADDRESS) as listener:
    while True:
        conn = listener.accept()[0]
        serve(conn)
        conn.close()
"""
RIGHT = """
def serve(conn):
    for line in conn.makefile("rb"):
        conn.sendall(b"got " + line)
"""
A_READ_IS_A_LINE = """
def serve(conn):
    while line := conn.recv(100):
        conn.sendall(b"got " + line.strip() + b"\\n")
"""
DIES_OF_A_PART = """
def serve(conn):
    while line := conn.recv(100):
        if not line.endswith(b"\\n"):
            print("half a line:", line.decode(), file=sys.stderr, flush=True)
            os.abort()
        conn.sendall(b"got " + line)
"""
WAITS_FOR_EVER = """
def serve(conn):
    while line := conn.recv(100):
        if not line.endswith(b"\\n"):
            signal.pause()
        conn.sendall(b"got " + line)
"""
GREETS = """
def serve(conn):
    conn.sendall(b"hello, who are you?\\n")
    name = conn.makefile("rb").readline()
    conn.sendall(b"hello " + name)
"""
SAYS_THE_TIME = """
def serve(conn):
    for line in conn.makefile("rb"):
        conn.sendall(b"at %d: got " % time.monotonic_ns() + line)
"""
# It keeps what it was told, and prints it line by line; another connection may ask for it.
KEEPS = """
kept = []
def serve(conn):
    global kept
    for line in conn.makefile("rb"):
        if line == b"all\\n":
            conn.sendall(b"%d lines\\n" % len(kept))
            kept = []
        else:
            kept.append(line)
            conn.sendall(b"ok\\n")
"""
KEEPS_READS = """
kept = []
def serve(conn):
    global kept
    while data := conn.recv(100):
        if data == b"all\\n":
            conn.sendall(b"%d lines\\n" % len(kept))
            kept = []
        else:
            kept.append(data)
            if data.endswith(b"\\n"):
                conn.sendall(b"ok\\n")
"""
NEVER_LISTENS = """
import sys
print("no such option: -x", file=sys.stderr)
sys.exit(2)
"""

# It says what it should, and ends.
GIVES_UP = """
def serve(conn):
    lines = conn.makefile("rb")
    while first := conn.recv(1, socket.MSG_PEEK):
        part = conn.recv(100, socket.MSG_PEEK)
        conn.sendall(b"got " + lines.readline())
        if not part.endswith(b"\\n"):
            sys.exit("that was too little")
"""

CONNECT = """
import os, socket, sys
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
conn = socket.create_connection(ADDRESS)
replies = conn.makefile("rb")
"""
ASKS = CONNECT + """
for line in (b"ab\\n", b"cde\\n"):
    conn.sendall(line)
    print(replies.readline().decode(), end="")
"""
ASKS_WITH_RECV = CONNECT + """
for line in (b"ab\\n", b"cde\\n"):
    conn.sendall(line)
    print(conn.recv(100).decode().strip())
"""
ASKS_TWICE = """
import os, socket
ADDRESS = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
for line in (b"ab\\n", b"cde\\n"):
    with socket.create_connection(ADDRESS) as conn:
        conn.sendall(line)
        print(conn.makefile("rb").readline().decode(), end="")
"""
ASKS_FOR_ALL = CONNECT + """
conn.sendall(b"all\\n")
print(replies.readline().decode(), end="")
"""
# From its sixth run on, it says so and stays.
STAYS = CONNECT + """
import signal
conn.sendall(b"ab\\n")
print(replies.readline().decode(), end="")
with open(os.environ["HERE"], "ab+") as runs:
    runs.write(b".")
    runs.flush()
    if runs.tell() > 5:
        open(os.environ["TOLD"], "w").close()
        signal.pause()
"""


class Own(WithFolder):
    def setUp(self):
        super().setUp()
        self.folder.chmod(0o777)

    def python(self, text, name="program.py"):
        """It starts in a third of the time without what it finds for itself."""
        return super().python(text, name).replace(f"'{sys.executable}'", f"'{PYTHON}' -I -S")

    def server(self, serve):
        return self.python(SERVER.format(serve=serve), "server.py")

    def client(self, text):
        return self.python(text, "client.py")

    def bytes(self, text, name="written"):
        (self.folder / name).write_bytes(text)
        return f"bytes:{self.folder / name}"

    def line(self, server, client, *args):
        return [*BEFORE, str(STICKYLAB), "try", "--server", server, "--client", client, "--lang", "en",
                "--width", "1000", *args]

    def try_own(self, server, client, *args, **options):
        return subprocess.run(self.line(server, client, *args), capture_output=True, text=True,
                              cwd=self.folder, timeout=PATIENCE_S, stdin=subprocess.DEVNULL, **options)

    def found(self, server, client, *args):
        """What the document says; the exit status must say the same."""
        done = self.try_own(server, client, "--format", "json", *args)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual(found["schema"], "stickylab/trial/2")
        self.assertEqual(done.returncode, 0 if found["passed"] else 1)
        return found

    def assertPassed(self, server, client, *args):
        found = self.found(server, client, *args)
        self.assertTrue(found["passed"], found)
        self.assertTrue(found["complete"])
        self.assertEqual(found["made"], found["planned"])
        return found

    def assertFailed(self, fault, schedule, server, client, *args):
        found = self.found(server, client, *args)
        self.assertFalse(found["passed"], found)
        failure = found["failures"][0]
        self.assertEqual(failure["fault"], fault, failure)
        self.assertRegex(failure["schedule"], f"^{schedule}$")
        return failure

    def assertRefused(self, status, words, server, client, *args):
        done = self.try_own(server, client, *args)
        self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
        self.assertRegex(done.stderr, words)


class Programs(Own):
    def test_a_right_pair_passes(self):
        found = self.assertPassed(self.server(RIGHT), self.client(ASKS), "--quick")
        self.assertEqual((found["request_bytes"], found["reply_bytes"], found["connections"]), (7, 15, 1))

    def test_a_right_pair_passes_on_every_stage(self):
        for net in ("loopback", "one-host", "two-hosts"):
            with self.subTest(net):
                done = self.try_own(self.server(RIGHT), self.client(ASKS), *FINE, "--net", net)
                if "is not possible" in done.stderr or done.returncode == 3:
                    continue
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_server_that_takes_a_read_for_a_line(self):
        failure = self.assertFailed("client-output", r"cuts=\d replies whole", self.server(A_READ_IS_A_LINE),
                                    self.client(ASKS))
        self.assertEqual((failure["shrunk_from"], failure["index"]), ("every=1 replies every=1", 2))
        self.assertEqual(failure["meant"], "got ab\ngot cde\n")
        self.assertTrue(failure["seen"].startswith("got "), failure)
        self.assertEqual(failure["shown_again"], "same")

    def test_what_is_told_of_it(self):
        done = self.try_own(self.server(A_READ_IS_A_LINE), self.client(ASKS),
                            "--schedule", "cuts=1 replies whole")
        self.assertEqual(done.returncode, 1)
        self.assertIn("\ndelivery: delivery 1 of 1: cuts=1 replies whole\n"
                      'requests: "a|b\\ncde\\n" (cut at |)\n'
                      'replies: "got a\\ngot b\\ngot cde\\n"\n', done.stdout)
        self.assertIn('\nmeant: line 1: "got ab"\ninstead: line 1: "got a"\n', done.stdout)

    def test_a_client_that_misreads_its_replies(self):
        failure = self.assertFailed("client-output", r"whole replies cuts=\d+", self.server(RIGHT),
                                    self.client(ASKS_WITH_RECV))
        self.assertEqual(failure["shrunk_from"], "every=1 replies every=1")

    def test_the_line_to_run_it_again_shows_the_same(self):
        told = self.try_own(self.server(A_READ_IS_A_LINE), self.client(ASKS))
        again = told.stdout[told.stdout.index("\nagain: ") + len("\nagain: "):]
        self.assertEqual(shlex.split(again)[:2], ["stickylab", "try"])
        environment = {**os.environ, "PATH": f"{BUILD}/bin:{os.environ['PATH']}"}
        shown = subprocess.run([*BEFORE, "sh", "-c", again.replace("\n", " ") + " --lang en"],
                               capture_output=True, text=True, env=environment, cwd=self.folder,
                               timeout=PATIENCE_S, stdin=subprocess.DEVNULL)
        self.assertEqual((told.returncode, shown.returncode), (1, 1), shown.stderr)
        for label in ("requests", "replies", "meant", "instead", "fails", "again"):
            self.assertEqual(labelled(label, told), labelled(label, shown))

    def test_a_crash_of_the_server(self):
        failure = self.assertFailed("crash", r"cuts=\d replies whole", self.server(DIES_OF_A_PART),
                                    self.client(ASKS))
        self.assertEqual(failure["seen"], f"signal {signal.SIGABRT.value}")
        self.assertIn("half a line: ", failure["server_errors"])

    def test_a_server_that_ends_although_it_goes_on_uncut(self):
        for more in ((), ("--keep-server",)):
            failure = self.assertFailed("server-exit", r"cuts=6 replies whole", self.server(GIVES_UP),
                                        self.client(ASKS), "--schedule", "cuts=6 replies whole", *more)
            self.assertEqual((failure["meant"], failure["seen"]), ("", "exit 1"))
            self.assertEqual(failure["server_errors"], "that was too little\n")

    def test_a_hang(self):
        self.assertFailed("hang", r"cuts=1 replies whole", self.server(WAITS_FOR_EVER), self.client(ASKS),
                          "--schedule", "cuts=1 replies whole", "--timeout", "2")

    def test_several_connections_are_cut_or_one_of_them(self):
        server, client = self.server(A_READ_IS_A_LINE), self.client(ASKS_TWICE)
        failure = self.assertFailed("client-output", r"cuts=1 replies whole", server, client,
                                    "--schedule", "cuts=1 replies whole")
        self.assertTrue(failure["seen"].startswith("got a\n"))
        failure = self.assertFailed("client-output", r"cuts=1 replies whole", server, client,
                                    "--schedule", "cuts=1 replies whole", "--cut", "2")
        self.assertEqual(failure["seen"], "got ab\ngot c\n")
        self.assertIn("--cut 2 ", failure["again"])
        told = self.try_own(server, client, "--schedule", "cuts=1 replies whole", "--cut", "2")
        self.assertEqual(labelled("requests", told), 'requests: "c|de\\n" (cut at |) on connection 2')
        found = self.assertPassed(self.server(RIGHT), client, *FINE)
        self.assertEqual(found["connections"], 2)

    def test_a_kept_server_gives_the_same_answer(self):
        for serve, passes in ((RIGHT, True), (A_READ_IS_A_LINE, False)):
            each, kept = (self.found(self.server(serve), self.client(ASKS), "--quick", *more)
                          for more in ((), ("--keep-server",)))
            self.assertEqual(each["passed"], passes)
            for key in ("passed", "planned", "request_bytes", "reply_bytes"):
                self.assertEqual(each[key], kept[key])
            for key in ("index", "schedule", "shrunk_from", "fault", "meant", "seen", "again"):
                self.assertEqual(*([failure.get(key) for failure in one["failures"]] for one in (each, kept)))


class Machines(Own):
    """What is printed for them. Of the first of each group is told, if all failures are asked for."""
    def test_junit(self):
        done = self.try_own(self.server(A_READ_IS_A_LINE), self.bytes(b"ab\n---\ncde\n"), "--all-failures",
                            "--quick", "--format", "junit")
        self.assertEqual(done.returncode, 1, done.stderr)
        suite = ElementTree.fromstring(done.stdout).find("testsuite")
        failed = {case.get("name"): found for case in suite if (found := case.find("failure")) is not None}
        self.assertEqual(set(failed), {"sizes", "request-cuts"})
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("skipped")), ("4", "2", "0"))
        for told in failed.values():
            self.assertEqual(told.get("type"), "replies")
            self.assertRegex(told.get("message"), r"^cuts=\d .*: the server replied something else$")
            self.assertIn("again: stickylab try --server", told.text)

    def test_tap(self):
        done = self.try_own(self.server(A_READ_IS_A_LINE), self.bytes(b"ab\n---\ncde\n"), "--quick",
                            "--format", "tap")
        points = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
        self.assertEqual(points[:5], ["TAP version 14", "1..4", "ok 1 - whole", "ok 2 - merged",
                                      "not ok 3 - sizes"])
        self.assertRegex(points[5], r"^ok 4 - request-cuts # SKIP \d of 6 deliveries were made$")
        self.assertRegex(done.stdout, r"\n  schedule: 'cuts=\d replies whole'\n  fault: 'replies'\n")

    def test_a_capture_of_the_failing_run_alone(self):
        self.assertFailed("client-output", "cuts=1 replies whole", self.server(A_READ_IS_A_LINE),
                          self.client(ASKS), "--schedule", "cuts=1 replies whole", "--record", "record")
        kept = sorted(path.name for path in (self.folder / "record").iterdir())
        self.assertIn(kept, (["tried.ndjson", "tried.pcapng"], ["tried.ndjson"]))
        if len(kept) == 2:  # elsewhere than on loopback
            made = self.folder / "exported.pcapng"
            subprocess.run([*BEFORE, STICKYLAB, "export", self.folder / "record/tried.ndjson", "--lang", "en",
                            "--pcapng", made], check=True, timeout=PATIENCE_S)
            self.assertEqual((self.folder / "record/tried.pcapng").read_bytes(), made.read_bytes())


class Written(Own):
    """One end is bytes."""
    def test_a_client_in_turns(self):
        self.assertPassed(self.server(RIGHT), self.bytes(b"ab\n---\ncde\n"), "--quick")
        self.assertFailed("replies", r"cuts=\d replies whole|cuts=\d", self.server(A_READ_IS_A_LINE),
                          self.bytes(b"ab\n---\ncde\n"))

    def test_requests_in_one_go(self):
        self.assertPassed(self.server(RIGHT), self.bytes(b"ab\ncde\n"), *FINE)
        failure = self.assertFailed("replies", r".*", self.server(A_READ_IS_A_LINE), self.bytes(b"ab\ncde\n"))
        self.assertEqual(failure["meant"], "got ab\ncde\n")

    def test_a_server_that_speaks_first(self):
        self.assertPassed(self.server(GREETS), self.bytes(b"---\nEve\n"), *FINE)

    def test_a_server_of_bytes(self):
        server = self.bytes(b"got ab\n---\ngot cde\n")
        self.assertPassed(server, self.client(ASKS), *FINE)
        self.assertFailed("client-output", r"whole replies cuts=\d+", server, self.client(ASKS_WITH_RECV))

    def test_two_ends_of_bytes_are_refused(self):
        self.assertRefused(2, "both bytes", self.bytes(b"a\n"), self.bytes(b"b\n", "other"))

    def test_a_captured_client_and_server(self):
        """The capture is our own, of a right pair."""
        record = self.folder / "record"
        subprocess.run([*BEFORE, STICKYLAB, "observe", "--receiver", self.server(RIGHT), "--sender",
                        self.client(ASKS), "--record", record], check=True, cwd=self.folder,
                       capture_output=True, timeout=PATIENCE_S, stdin=subprocess.DEVNULL)
        capture = self.folder / "made.pcapng"
        subprocess.run([*BEFORE, STICKYLAB, "export", record / "observed.ndjson", "--pcapng", capture],
                       check=True, capture_output=True, timeout=PATIENCE_S)
        self.assertPassed(self.server(RIGHT), f"pcap:{capture}", *FINE)
        self.assertFailed("replies", r"cuts=\d.*", self.server(A_READ_IS_A_LINE), f"pcap:{capture}")
        self.assertPassed(f"pcap:{capture}", self.client(ASKS), *FINE)
        self.assertFailed("client-output", r"whole replies cuts=\d+", f"pcap:{capture}",
                          self.client(ASKS_WITH_RECV))


class Counts(Own):
    """What is compared."""
    def test_what_differs_is_named_and_can_be_left_out(self):
        server, client = self.server(SAYS_THE_TIME), self.client(ASKS)
        self.assertRefused(2, r'differ.*printed "at \d+: got ab" and "at \d+: got ab" \(line 1\).*--ignore',
                           server, client)
        self.assertPassed(server, client, *FINE, "--ignore", r"at \d+")
        self.assertPassed(server, client, *FINE, "--count", "got (.*)")

    def test_nothing_that_counts_proves_nothing(self):
        self.assertRefused(2, "nothing in the uncut run counts", self.server(RIGHT), self.client(ASKS),
                           "--count", "no such line")

    def test_what_is_expected(self):
        expected = self.folder / "expected"
        expected.write_text("got ab\ngot cde\n")
        server, client = self.server(RIGHT), self.client(ASKS)
        self.assertPassed(server, client, *FINE, "--expect", str(expected))
        expected.write_text("got ab\ngot xyz\n")
        failure = self.assertFailed("client-output", "whole replies whole", server, client, "--expect",
                                    str(expected))
        self.assertEqual((failure["meant"], failure["seen"]), ("got ab\ngot xyz\n", "got ab\ngot cde\n"))

    def test_the_server_is_asked_afterwards(self):
        check = self.python(ASKS_FOR_ALL, "check.py")
        self.assertPassed(self.server(KEEPS), self.client(ASKS), *FINE, "--check", check)
        failure = self.assertFailed("check-output", r"cuts=\d replies whole", self.server(KEEPS_READS),
                                    self.client(ASKS), "--check", check)
        self.assertEqual((failure["meant"], failure["seen"]), ("2 lines\n", "3 lines\n"))
        self.assertIn(" --check ", failure["again"])

    def test_the_output_of_the_server(self):
        says = "\n".join(["def serve(conn):", "    for line in conn.makefile('rb'):",
                          "        conn.sendall(b'ok\\n')", "        print(line, flush=True)"])
        reads = says.replace("conn.makefile('rb')", "iter(lambda: conn.recv(100), b'')") \
            .replace("conn.sendall", "line.endswith(b'\\n') and conn.sendall")
        self.assertPassed(self.server(says), self.client(ASKS), *FINE, "--judge", "both")
        self.assertPassed(self.server(reads), self.client(ASKS), *FINE)
        self.assertFailed("server-output", r"cuts=\d replies whole", self.server(reads), self.client(ASKS),
                          "--judge", "server")


class Ends(Own):
    def test_a_server_that_never_listens(self):
        self.assertRefused(3, "never listened .*its last words: no such option: -x",
                           self.python(NEVER_LISTENS, "server.py"), self.client(ASKS), "--timeout", "3")

    def test_a_budget(self):
        found = self.found(self.server(RIGHT), self.client(ASKS), "--budget", "300ms", "--jobs", "1")
        self.assertTrue(found["passed"])
        self.assertFalse(found["complete"])
        self.assertLess(found["made"], found["planned"])
        done = self.try_own(self.server(RIGHT), self.client(ASKS), "--budget", "300ms", "--jobs", "1")
        self.assertRegex(done.stdout, r"under the first \d+ of \d+ deliveries; then the time was over\n$")

    def test_a_signal_ends_it_with_the_answer_so_far(self):
        mark, told = str(uuid.uuid4()), self.folder / "told"
        os.mkfifo(told)
        told.chmod(0o666)
        environment = {**os.environ, MARK: mark, "HERE": str(self.folder / "here"), "TOLD": str(told)}
        with subprocess.Popen(self.line(self.server(RIGHT), self.client(STAYS), "--jobs", "1"),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                              text=True, env=environment, cwd=self.folder) as tried:
            with open(told):
                tried.send_signal(signal.SIGTERM)
            out, errors = tried.communicate(timeout=PATIENCE_S)
        self.assertEqual(tried.returncode, 128 + signal.SIGTERM, errors)
        self.assertRegex(out, r"under the \d+ of \d+ deliveries that were made before it was interrupted\n$")
        self.assertEqual(processes_with(mark), [])

    def test_nothing_is_left(self):
        mark = str(uuid.uuid4())
        temporary = self.folder / "temporary"
        temporary.mkdir()
        temporary.chmod(0o777)
        for more in ((), ("--keep-server",)):
            done = self.try_own(self.server(RIGHT), self.client(ASKS), *FINE, *more,
                                env={**os.environ, MARK: mark, "TMPDIR": str(temporary)})
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(processes_with(mark), [])
        self.assertEqual(os.listdir(temporary), [])


def labelled(label, done):
    return next((line for line in done.stdout.splitlines() if line.startswith(f"{label}: ")), "")


if __name__ == "__main__":
    if USER == "nobody" and os.geteuid() != 0:
        sys.exit(77)
    unittest.main()
