#!/usr/bin/env python3
"""Lab 51 as it is used, and as it is misused. STICKYLAB_FILES is the program; with `soak` as argument the
long form: 200 rounds of kill -9."""

import hashlib
import os
import random
import socket
import ssl
import subprocess

from by_the_page import Client
from peer import Peer, Refused
from relay import Relay
from running import PROGRAM, QUOTA, SOAK, WithServer, main

RUNG, WINDOW = 16 << 20, 8 << 20  # between digests, and of bytes that may be on their way


class AsUsed(WithServer):
    def test_a_file_goes_up_and_comes_back(self):
        for size in (0, 1, 262_144, 3_000_000):
            (self.at / "one").write_bytes(os.urandom(size))
            out = self.client("put", "one", "two", "--replace")
            self.assertIn(hashlib.sha256((self.at / "one").read_bytes()).hexdigest(), out)
            self.client("get", "two", "three", "--replace")
            self.assertEqual((self.at / "three").read_bytes(), (self.at / "one").read_bytes())
        self.assertEqual(self.parts(), [])

    def test_a_home_is_moved_in(self):
        (self.at / "one").write_text("x")
        self.client("mkdir", "folder")
        self.client("put", "one", "folder/one")
        self.client("mv", "folder/one", "folder/two")
        self.assertIn("two", self.client("ls", "folder"))
        self.assertRegex((self.at / "log").read_text(), r"(?m)Z eva@127.0.0.1 rename /folder/one to /folder/two$")
        self.assertIn("not empty", self.client("rm", "folder", code=1))
        self.client("rm", "folder/two")
        self.client("rm", "folder")
        self.assertEqual(list(self.home().iterdir()), [])
        self.assertRegex(self.client("df"), r"used +0\n")

    def test_what_is_there_is_replaced_only_if_asked_for(self):
        (self.at / "one").write_text("old")
        self.client("put", "one")
        (self.at / "one").write_text("new")
        self.assertIn("already", self.client("put", "one", code=1))
        self.assertEqual((self.home() / "one").read_text(), "old")
        self.client("put", "one", "--replace")
        self.assertEqual((self.home() / "one").read_text(), "new")

    def test_another_password_and_another_server_are_refused(self):
        (self.at / "wrong").write_text("Secret\n")
        self.assertIn("password", self.client("ls", password="wrong", code=1))
        self.assertIn("password", self.client("ls", user="adam", code=1))
        self.assertIn("not the one", self.client("ls", pin="SHA256:" + "0" * 64, code=1))
        log = (self.at / "log").read_text()
        self.assertRegex(log, r"(?m)Z 127\.0\.0\.1 login: ")
        self.assertNotIn("Secret", log)

    def test_a_new_key_is_refused(self):
        old = self.pin
        for name in ("key.pem", "certificate.pem"):
            (self.root / name).unlink()
        self.restart()
        self.assertNotEqual(self.pin, old)
        self.assertIn("not the one", self.client("ls", pin=old, code=1))
        known = self.at / "known"
        known.write_text(f"{self.place} {old}\n")
        said = self.client("ls", known=known, code=1)
        self.assertIn(old, said)
        self.assertIn(self.pin, said)

    def test_a_man_in_the_middle_hears_no_name(self):
        """He has a certificate of his own, and all that the client says to him over TLS is nothing."""
        other = self.at / "other"
        other.mkdir()
        with subprocess.Popen([PROGRAM, "server", "--listen", "127.0.0.1:0", "--root", other], stdout=subprocess.PIPE, text=True) as maker:
            maker.stdout.readline()  # it has made its certificate
            maker.kill()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(other / "certificate.pem", other / "key.pem")
        context.set_alpn_protocols(["stickylab/1"])
        with socket.create_server(("127.0.0.1", 0)) as listener:
            client = self.start("ls", place=f"127.0.0.1:{listener.getsockname()[1]}")
            with context.wrap_socket(listener.accept()[0], server_side=True) as middle:
                self.assertEqual(middle.recv(1), b"")
            out, error = client.communicate(timeout=10)
        self.assertEqual(client.returncode, 1, out + error)
        self.assertIn("not the one", error)

    def test_a_client_can_be_written_from_the_page_alone(self):
        content = os.urandom(3_000_000)
        first = Client("127.0.0.1", self.port, self.pin, "eva", "secret")
        first.put("a", content, stop=1_000_000)
        first.call("ping")
        first.socket.close()
        client = Client("127.0.0.1", self.port, self.pin, "eva", "secret")
        self.assertGreater(client.put("a", content), 0)
        self.assertEqual(client.get("a"), content)
        self.assertEqual([entry["name"] for entry in client.call("list", path="/")["entries"]], ["a"])
        client.call("bye")
        with self.assertRaises(ValueError):
            Client("127.0.0.1", self.port, "SHA256:" + "0" * 64, "eva", "secret")

    def test_a_transfer_goes_on_after_kill_9(self):
        rounds = 200 if SOAK else 6
        seed = random.randrange(1 << 32)
        dice = random.Random(seed)
        content = os.urandom(40_000_000)
        self.again = []
        (self.at / "source").write_bytes(content)
        (self.home() / "up").parent.mkdir(parents=True, exist_ok=True)
        for i in range(rounds):
            with self.subTest(seed=seed, round=i):
                self.again.append(self.one_round(dice, content, put=i % 2 == 0))
        print(f"bytes sent again in {rounds} rounds: {sum(self.again)}, at most {max(self.again)}")

    def one_round(self, dice, content, put):
        target = self.home() / "up" if put else self.at / "down"
        target.unlink(missing_ok=True)
        if not put:
            (self.home() / "file").write_bytes(content)
        puts = self.log().count("put /up ")
        words = ("put", "source", "up", "--replace") if put else ("get", "file", "down", "--replace")
        relay = Relay(self.place)
        self.addCleanup(relay.close)
        client = self.start(*words, place=relay.place)
        try:
            client.communicate(timeout=dice.uniform(0.02, 0.25))
        except subprocess.TimeoutExpired:
            pass
        victims = dice.choice([[client], [self.server], [client, self.server]])
        for victim in victims:
            victim.kill()
        if client in victims:
            client.communicate()
        if self.server in victims:
            self.server.wait()
        is_done = target.exists()
        if is_done:
            self.assertEqual(target.read_bytes(), content)
        if self.server in victims:
            self.server.stdout.close()
            self.serve()
        if client in victims:
            self.client(*words, place=relay.place)
        else:
            client.communicate(timeout=50)  # it finds the server again by itself
            self.assertEqual(client.returncode, 0)
        self.assertEqual(target.read_bytes(), content)
        # TLS and words take 2 in 1,000 and some; the rest has come twice.
        again = (relay.up if put else relay.down) - int(len(content) * 1.002) - (64 << 10)
        relay.close()
        if is_done or self.log().count("put /up ") - puts > 1:
            return 0  # it was killed too late, and has sent another file
        self.assertLess(again, RUNG + WINDOW)
        return max(again, 0)


class AsMisused(WithServer):
    plain = True

    def setUp(self):
        super().setUp()
        Peer(self.place, "eva").close()  # the home is there

    def test_lies_about_a_file_leave_none(self):
        self.refused("digest", lambda: Peer(self.place, "eva").put("a", b"x" * 10, sha256="0" * 64))
        self.refused("too-large", lambda: Peer(self.place, "eva").put("b", b"x" * 11, size=10))
        self.refused("stalled", lambda: Peer(self.place, "eva").put("c", b"x" * 9, size=10))
        self.refused("quota", lambda: Peer(self.place, "eva").put("d", b"x", size=QUOTA + 1))
        self.assertEqual(list(self.home().iterdir()), [])

    def test_the_newest_upload_of_a_path_wins(self):
        first, second = Peer(self.place, "eva"), Peer(self.place, "eva")
        offer = first.call("put", path="a", size=10)
        first.call("start", transfer=offer["transfer"], **{"from": 0})
        second.put("a", b"x" * 10)
        self.refused("superseded", lambda: first.call("end", transfer=offer["transfer"], sha256="0" * 64))
        self.assertEqual((self.home() / "a").read_bytes(), b"x" * 10)

    def test_a_file_that_changes_while_it_is_sent_is_said_to(self):
        (self.home() / "a").write_bytes(b"x" * 100)
        peer = Peer(self.place, "eva")
        offer = peer.call("get", path="a", ladder=[])
        (self.home() / "a").write_bytes(b"y" * 99)
        self.refused("changed", lambda: (
            peer.frame(b"g", offer["transfer"].to_bytes(4, "big") + bytes(8) + (100).to_bytes(8, "big")),
            peer.call("ping"), peer.call("end", transfer=offer["transfer"], sha256="0" * 64)))

    def test_what_is_no_protocol_ends_its_connection_only(self):
        before = self.descriptors()
        login = Peer(self.place, "eva")
        for body in (b"", b"x", b"c", b"c[]", b"c{}", b'c{"id":1}', b'c{"id":1,"do":"ls"}', b"d1234x",
                     b"g" + bytes(20), b'c{"id":1,"do":"hello","version":2}', b'c{"id":1,"id":2}', b"c" + b"[" * 4000):
            with self.subTest(body=body[:40]):
                peer = Peer(self.place)
                peer.socket.sendall(len(body).to_bytes(4, "big") + body)
                self.refused("protocol", lambda: peer.answer(1))
                self.assertEqual(peer.socket.recv(1), b"")
                peer.close()
        peer = Peer(self.place)
        peer.socket.sendall(b"GET / HTTP/1.1\r\n\r\n")
        self.refused("protocol", lambda: peer.answer(1))
        peer.close()
        login.call("ping")
        login.close()
        fresh = Peer(self.place, "eva")
        fresh.call("ping")
        fresh.close()
        self.assertLessEqual(self.descriptors(), before + 2)

    def test_many_guesses_wait(self):
        for i in range(4):
            peer = Peer(self.place)
            peer.call("hello", version=1)
            self.refused("login", lambda: peer.call("login", user="adam", password=str(i)))
            peer.close()
        peer = Peer(self.place)
        peer.call("hello", version=1)
        peer.frame(b"c", b'{"id":2,"do":"login","user":"adam","password":"x"}')
        self.assertGreater(peer.read()["error"]["retry_after"], 0)


if __name__ == "__main__":
    main()
