#!/usr/bin/env python3
"""Lab 50 as it is used, and as it is misused. STICKYLAB_COMMANDS is the program; with `measure` as argument
it measures."""

import os
import re
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "files"))
from peer import Peer, Refused  # noqa: E402: it is lab 51's, and speaks the same protocol

PROGRAM = os.environ["STICKYLAB_COMMANDS"]
NOBODY = 65534
# A sanitizer keeps what was freed.
LITTLE = (256 if b"AddressSanitizer" in Path(PROGRAM).read_bytes() else 64) << 20


def as_nobody():
    """Words that keep a program from being root: limits do not hold root."""
    words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    if os.geteuid() != 0:
        return []
    works = subprocess.run([*words, "test", "-x", PROGRAM], stderr=subprocess.DEVNULL)
    return words if works.returncode == 0 else []


def processes_with(word):
    """The number of processes that have it among their words."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found += word.encode() in (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            pass  # it has ended
    return found


def framed(body):
    return struct.pack(">I", len(body)) + body


def until(condition):
    end = time.monotonic() + 20
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it does not come to that")
        time.sleep(0.005)


class Commander(Peer):
    """Lab 51's peer, who also hears what commands say."""

    def __init__(self, place, **options):
        self.said = {}
        super().__init__(place, **options)

    def other(self, kind, rest):
        if kind in (b"o", b"e"):
            key = kind, struct.unpack(">I", rest[:4])[0]
            self.said[key] = self.said.get(key, b"") + rest[4:]

    def start(self, *argv, **fields):
        return self.ask("run", argv=argv, **fields)

    def run(self, *argv, **fields):
        """Its output, its errors, and how it ended."""
        number = self.start(*argv, **fields)
        ended = self.answer(number)
        return self.said.get((b"o", number), b""), self.said.get((b"e", number), b""), ended

    def shell(self, line, **fields):
        return self.run("sh", "-c", line, **fields)

    def until_said(self, number, what):
        while what not in self.said.get((b"o", number), b""):
            self.read()

    def give(self, number, data):
        self.frame(b"i", struct.pack(">I", number) + data)


class WithServer(unittest.TestCase):
    options = []
    nobody = as_nobody()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.at = Path(folder.name)
        self.root = self.at / "root"
        (self.at / "password").write_text("secret\n")
        self.root.mkdir()
        if self.nobody:
            for path in (self.at, self.root):
                os.chown(path, NOBODY, NOBODY)
        subprocess.run([*self.nobody, PROGRAM, "user", "eva", "--root", self.root], input="secret\n", text=True,
                       check=True)
        with open(self.at / "log", "w") as log:
            self.server = subprocess.Popen(
                [*self.nobody, PROGRAM, "server", "--listen", "127.0.0.1:0", "--root", self.root, *self.options],
                stdout=subprocess.PIPE, stderr=log, text=True)
        self.addCleanup(self.end_server)
        self.place = re.search(r"127\S+", self.server.stdout.readline())[0]
        self.pin = None if "--plain" in self.options else self.server.stdout.readline().split()[1]

    def end_server(self):
        self.server.kill()
        self.server.wait()
        self.server.stdout.close()

    def words(self, *words, pin=None, password="password"):
        return [PROGRAM, "client", "--connect", self.place, "--user", "eva", "--password-file",
                self.at / password, "--pin", pin or self.pin, *words]

    def client(self, *words, input="", **options):
        done = subprocess.run(self.words(*words, **options), input=input, capture_output=True, text=True,
                              timeout=50, check=False)
        return done.returncode, done.stdout, done.stderr

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.server.pid}/fd"))

    def memory(self):
        status = Path(f"/proc/{self.server.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024


class AsUsed(WithServer):
    def test_a_command_is_run_and_its_streams_come_apart(self):
        self.assertEqual(self.client("run", "echo", "hello", "two  words"), (0, "hello two  words\n", ""))
        status, out, errors = self.client("run", "ls", "--no-such-option")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("no-such-option", errors)
        self.assertEqual(self.client("run", "echo", "a", "--user", "-h", "--", "run"),
                         (0, "a --user -h -- run\n", ""))
        self.assertEqual(self.client("run", "pwd")[1], f"{self.root}/eva/home\n")

    def test_words_stay_words(self):
        for word in ("; id", "$(id)", "`id`", "a'b", 'a"b', "a\\b", "*", "|", "> x", "", "\n", "ümlaut"):
            with self.subTest(word=word):
                self.assertEqual(self.client("run", "echo", word), (0, word + "\n", ""))

    def test_what_is_not_allowed_is_refused_and_the_failure_is_255(self):
        for words in (["rm", "x"], ["sh"], ["/bin/echo", "x"], ["../echo"], [""]):
            with self.subTest(words=words):
                status, out, errors = self.client("run", *words)
                self.assertEqual((status, out), (255, ""))
                self.assertTrue("not allowed here" in errors or "empty" in errors, errors)
        (self.at / "wrong").write_text("Secret\n")
        self.assertEqual(self.client("run", "echo", password="wrong")[0], 255)
        self.assertEqual(self.client("run", "echo", pin="SHA256:" + "0" * 64)[0], 255)
        self.assertEqual(self.client("run")[0], 2)

    def test_lines_are_read(self):
        status, out, errors = self.client(input="echo 'a  b' \"c\"\n\n   \nrm x\necho 'x\nls nothing\nquit\necho no\n")
        self.assertEqual(out, "a  b c\n")
        self.assertEqual(status, 2)  # of ls
        self.assertRegex(errors, r"(?s)not allowed here.*is not closed.*nothing")


class WithShell(WithServer):
    options = ["--shell"]

    def test_lines_are_a_shells_and_it_is_said(self):
        status, out, _ = self.client(input="echo a b | wc -w\nexit 3\n")
        self.assertEqual((status, out), (3, "2\n"))
        self.assertEqual(self.client("run", "sh", "-c", "kill -9 $$")[0], 137)
        self.assertIn("--shell", (self.at / "log").read_text())

    def test_a_shell_wants_tls(self):
        done = subprocess.run([PROGRAM, "server", "--listen", "127.0.0.1:0", "--root", self.root, "--shell",
                               "--plain"], capture_output=True, text=True, timeout=10, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("TLS", done.stderr)

    def test_a_command_reads_the_clients_input_as_fast_as_it_wants(self):
        text = "line\n" * 1_000_000
        self.assertEqual(self.client("--input", "run", "wc", "-c", input=text)[1], "5000000\n")
        self.assertEqual(self.client("--input", "run", "true", input=text)[0], 0)
        self.assertEqual(self.client("run", "cat", input=text), (0, "", ""))
        with open(self.at / "file", "w+") as file:
            file.write(text)
            file.seek(0)
            done = subprocess.run(self.words("--input", "run", "sh", "-c", "sleep 0.2; md5sum"), stdin=file,
                                  capture_output=True, text=True, timeout=50, check=True)
        self.assertEqual(done.stdout, subprocess.run("md5sum", input=text, text=True, capture_output=True).stdout)

    def test_ctrl_c_ends_the_command(self):
        client = subprocess.Popen(self.words("run", "sh", "-c", "echo ready; exec sleep 32.001"),
                                  stdout=subprocess.PIPE, text=True)
        self.assertEqual(client.stdout.readline(), "ready\n")
        client.send_signal(signal.SIGINT)
        client.communicate(timeout=20)
        self.assertEqual(client.returncode, 128 + signal.SIGTERM)
        until(lambda: processes_with("32.001") == 0)

    def test_a_client_whose_output_is_closed_ends_and_so_does_the_command(self):
        client = subprocess.Popen(self.words("run", "yes", "32.002"), stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
        self.assertEqual(client.stdout.readline(), "32.002\n")
        client.stdout.close()
        self.assertIn("output", client.stderr.read())
        self.assertEqual(client.wait(20), 255)
        client.stderr.close()
        until(lambda: processes_with("32.002") == 0)

    def test_too_much_is_cut_and_said(self):
        status, out, errors = self.client("run", "head", "-c", "100000000", "/dev/zero")
        self.assertEqual((status, len(out)), (137, 16 << 20))
        self.assertIn("too much", errors)


class AsMisused(WithServer):
    options = ["--plain", "--allow", "sh,echo,cat,head,yes,sleep,true"]

    def peer(self):
        peer = Commander(self.place, user="eva")
        self.addCleanup(peer.close)
        return peer

    def patient_peer(self):
        """The server may still be busy with those that have gone."""
        while True:
            try:
                peer = Commander(self.place)
                peer.call("hello", version=1)
                return peer
            except ConnectionError:
                continue

    def refused(self, code, act):
        with self.assertRaises(Refused) as refused:
            act()
        self.assertEqual(str(refused.exception), code)

    def test_the_table_of_what_breaks_the_documents_server(self):
        peer = self.peer()
        out, errors, ended = peer.shell("head -c 70000 /dev/zero >&2")
        self.assertEqual((out, len(errors), ended["exit"]), (b"", 70_000, 0))
        begun = time.monotonic()
        self.assertEqual(peer.shell("sleep 32.003 & echo hi")[0], b"hi\n")
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual(peer.run("cat")[0], b"")
        out, errors, ended = peer.run("head", "-c", "100000000", "/dev/zero")
        self.assertEqual((len(out), ended["truncated"], ended["signal"]), (16 << 20, True, 9))
        self.assertTrue(peer.run("yes")[2]["truncated"])
        self.assertLess(self.memory(), LITTLE)
        self.refused("denied", lambda: peer.run(""))
        self.refused("denied", lambda: peer.run())
        self.assertEqual(peer.run("echo", "still", "in", "step")[0], b"still in step\n")
        self.assertEqual(peer.shell("exit 3")[2]["exit"], 3)
        self.assertEqual(peer.shell("kill -9 $$")[2]["signal"], 9)
        until(lambda: processes_with("32.003") == 0)

    def test_both_streams_of_a_lot_come_apart(self):
        both = "for i in 1 2 3; do head -c 100000 /dev/zero; head -c 100000 /dev/zero >&2; done"
        out, errors, _ = self.peer().shell(both)
        self.assertEqual((out, errors), (bytes(300_000), bytes(300_000)))

    def test_a_command_that_closes_its_output_is_waited_for(self):
        self.assertEqual(self.peer().shell("exec >&- 2>&-; exit 6")[2]["exit"], 6)

    def test_four_at_a_time_and_each_has_its_number(self):
        peer = self.peer()
        slow = [peer.start("sh", "-c", f"echo {i}; exec sleep 32.004") for i in range(4)]
        for i, number in enumerate(slow):
            peer.until_said(number, f"{i}\n".encode())
        self.refused("busy", lambda: peer.run("echo"))
        self.assertEqual(peer.call("ping"), {})
        peer.call("kill", command=slow[2])
        self.assertEqual(peer.answer(slow[2])["signal"], signal.SIGTERM)
        self.assertEqual(peer.run("echo", "now")[0], b"now\n")
        self.assertEqual(peer.call("kill", command=slow[2]), {})  # it has ended: so be it
        self.refused("missing", lambda: peer.call("kill", command=99))
        for number in (slow[0], slow[1], slow[3]):
            peer.call("kill", command=number)
        until(lambda: processes_with("32.004") == 0)

    def test_who_ignores_the_signal_is_killed(self):
        peer = self.peer()
        number = peer.start("sh", "-c", "trap '' TERM; echo ready; sleep 32.005; sleep 32.005")
        peer.until_said(number, b"ready")
        peer.call("kill", command=number)
        self.assertEqual(peer.answer(number)["signal"], signal.SIGKILL)
        until(lambda: processes_with("32.005") == 0)

    def test_a_command_that_takes_too_long_is_killed(self):
        _, _, ended = self.peer().run("sleep", "32.006", timeout_s=1)
        self.assertEqual((ended["signal"], ended["late"]), (signal.SIGKILL, True))
        until(lambda: processes_with("32.006") == 0)

    def test_a_fork_bomb_and_a_murderer_end_by_themselves(self):
        if os.geteuid() == 0 and not self.nobody:
            self.skipTest("root is not held by limits")
        if "no namespaces" in (self.at / "log").read_text():
            self.skipTest("it would end all that this user runs here")
        peer = self.peer()
        bomb = "bomb() { bomb | bomb & }; bomb; sleep 0.2; : 32.007"
        _, errors, ended = peer.shell(bomb)
        self.assertTrue(b"ork" in errors or "signal" in ended, (errors, ended))
        until(lambda: processes_with(bomb) == 0)
        peer.shell("kill -9 $PPID; kill -9 -1; kill -9 0; echo alive")
        self.assertIsNone(self.server.poll())
        self.assertEqual(peer.run("echo", "alive")[0], b"alive\n")

    def test_a_peer_that_goes_leaves_nothing(self):
        before = self.descriptors()
        for reset in (False, True):
            peer = Commander(self.place, user="eva")
            number = peer.start("sh", "-c", "sleep 32.008 & echo ready; exec sleep 32.008")
            peer.start("yes", "32.008")
            peer.until_said(number, b"ready")
            if reset:
                peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            peer.close()
            until(lambda: processes_with("32.008") == 0)
            until(lambda: self.descriptors() == before)

    def test_a_server_that_is_killed_leaves_nothing(self):
        peer = self.peer()
        number = peer.start("sh", "-c", "sleep 32.009 & echo ready; exec sleep 32.009")
        peer.until_said(number, b"ready")
        self.server.kill()
        until(lambda: processes_with("32.009") == 0)

    def test_a_server_that_is_told_to_end_does_so_and_leaves_nothing(self):
        peer = self.peer()
        number = peer.start("sh", "-c", "trap '' TERM; sleep 32.013 & echo ready; sleep 32.013")
        peer.start("yes", "32.013")
        peer.until_said(number, b"ready")
        self.server.terminate()
        self.assertEqual(self.server.wait(20), 0)
        until(lambda: processes_with("32.013") == 0)

    def test_a_peer_that_does_not_read_costs_little(self):
        slow = self.peer()
        for _ in range(4):
            slow.start("yes", timeout_s=3)
        quick = self.peer()
        for _ in range(20):
            self.assertEqual(quick.run("echo", "quick")[0], b"quick\n")
        self.assertLess(self.memory(), LITTLE)
        self.assertEqual(slow.call("ping"), {})  # goes before what waits
        self.assertGreater(processes_with("yes"), 0)  # they wait

    def test_input_goes_as_far_as_the_credit(self):
        peer = self.peer()
        number = peer.start("cat", stdin=True)
        until(lambda: peer.read() or number in peer.grants)
        peer.give(number, b"x" * 100_000)
        peer.give(number, b"")
        self.assertEqual(peer.answer(number)["exit"], 0)
        self.assertEqual(peer.said[b"o", number], b"x" * 100_000)
        peer.give(number, b"late")  # it has ended meanwhile: that is no error
        number = peer.start("sleep", "32.010", stdin=True)
        until(lambda: peer.read() or number in peer.grants)
        for _ in range(4):
            peer.give(number, b"x" * (peer.grants[number] // 4))
        self.assertEqual(peer.call("ping"), {})  # so far it was allowed
        peer.give(number, b"x")
        self.refused("protocol", lambda: peer.answer(number))
        until(lambda: processes_with("32.010") == 0)

    def test_what_is_out_of_place_ends_its_connection_only(self):
        before = self.descriptors()
        for bodies in ([b'c{"id":1,"do":"run","argv":["echo"]}'],
                       [b"i\0\0\0\1x"], [b"o\0\0\0\1x"], [b"i"],
                       [b'c{"id":1,"do":"hello","version":1}', b'c{"id":2,"do":"run","argv":["echo"]}']):
            with self.subTest(bodies=bodies):
                peer = Commander(self.place)
                for body in bodies:
                    peer.frame(body[:1], body[1:])
                self.refused("protocol", lambda: peer.answer(9))
                peer.close()
        for body in (b'c{"id":3,"do":"run"}', b'c{"id":3,"do":"run","argv":"echo"}', b'c{"id":3,"do":"put"}',
                     b'c{"id":3,"do":"run","argv":["echo"],"x":1}', b'c{"id":3,"do":"run","argv":[1]}',
                     b'c{"id":1,"do":"run","argv":["echo"]}', b'c{"id":4294967296,"do":"run","argv":["echo"]}',
                     b"i\0\0\0\7x", b"o\0\0\0\1x", b"d\0\0\0\1x", b"i\0"):
            with self.subTest(body=body):
                peer = Commander(self.place, user="eva")
                peer.frame(body[:1], body[1:])
                self.refused("protocol", lambda: peer.answer(9))
                peer.close()
        peer = Commander(self.place, user="eva")
        number = peer.start("sleep", "32.011")
        peer.give(number, b"x")  # it was asked to have none
        self.refused("protocol", lambda: peer.answer(number))
        peer.close()
        until(lambda: processes_with("32.011") == 0)
        until(lambda: self.descriptors() == before)

    def test_a_connection_that_ends_after_any_byte_harms_nobody(self):
        before = self.descriptors()
        login = b'c{"id":2,"do":"login","user":"eva","password":"secret"}'
        rest = [b'c{"id":3,"do":"run","argv":["sleep","32.012"],"stdin":true}', b"i\0\0\0\3hello",
                b'c{"id":4,"do":"kill","command":3}']
        login, rest = framed(login), b"".join(map(framed, rest))
        for end in range(0, len(login + rest), 11):
            peer = self.patient_peer()
            peer.socket.sendall(login[:end])
            if end >= len(login):
                peer.answer(2)  # nothing may come before that
                peer.socket.sendall(rest[:end - len(login)])
            if end % 2:
                peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            peer.close()
        until(lambda: processes_with("32.012") == 0)
        until(lambda: self.descriptors() == before)
        self.assertEqual(self.peer().run("echo", "alive")[0], b"alive\n")


class Measure(WithServer):
    options = ["--allow", "true"]

    def test_a_client_process(self):
        self.show("client process, TLS, login", 100, lambda: self.client("run", "true"))

    def show(self, what, count, act):
        took = []
        for _ in range(count):
            begun = time.perf_counter()
            act()
            took.append((time.perf_counter() - begun) * 1000)
        took.sort()
        print(f"{what}: p50 {statistics.median(took):.2f} ms, best {took[0]:.2f}, p90 {took[count * 9 // 10]:.2f}",
              file=sys.stderr)


class MeasurePlain(Measure):
    options = ["--allow", "true", "--plain"]

    def test_a_client_process(self):
        peer = Commander(self.place, user="eva")
        self.show("`run true` on an open connection, plain", 500, lambda: peer.run("true"))
        peer.close()


if __name__ == "__main__":
    measured = sys.argv[1:] == ["measure"]
    names = ["Measure", "MeasurePlain"] if measured else sys.argv[1:] or ["AsUsed", "WithShell", "AsMisused"]
    unittest.main(argv=[sys.argv[0], *names])
