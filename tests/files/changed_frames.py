#!/usr/bin/env python3
"""Lab 51's server under frames that chance has changed: it goes on, and holds no descriptor, no reservation and no
file for those who sent them. Usage: changed_frames.py ROUNDS [SEED]; STICKYLAB_FILES is the program."""

import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from peer import Peer, Refused

PROGRAM = os.environ["STICKYLAB_FILES"]
REQUESTS = [{"do": "list", "path": "."}, {"do": "mkdir", "path": "a/b"}, {"do": "remove", "path": "a"},
            {"do": "rename", "path": "a", "to": "b"}, {"do": "cd", "path": "/"}, {"do": "pwd"}, {"do": "usage"},
            {"do": "put", "path": "f", "size": 9, "replace": True}, {"do": "start", "transfer": 1, "from": 0},
            {"do": "end", "transfer": 1, "sha256": "0" * 64}, {"do": "get", "path": "movie", "ladder": []},
            {"do": "get", "path": "movie", "ladder": [[5, "ab"]]}, {"do": "cancel", "transfer": 1}, {"do": "ping"},
            {"do": "hello", "version": 1}, {"do": "login", "user": "eva", "password": "x"}, {"do": "bye"}]
VALUES = [0, 1, -1, 2**31, 2**53, 2**64, 1e300, "", "..", "/", "a" * 2000, None, True, [], {}, [[1, "x"]], "\0", "é"]


def some_frame(dice, number):
    kind = dice.choices("cdgoeiz", (12, 4, 4, 1, 1, 1, 1))[0]
    if kind != "c":
        return kind.encode() + struct.pack("!I", dice.randrange(4)) + dice.randbytes(dice.choice((0, 1, 16, 17, 300)))
    request = {"id": number, **dice.choice(REQUESTS)}
    for key in list(request):
        if dice.random() < 0.1:
            request[key] = dice.choice(VALUES)
        if dice.random() < 0.03:
            del request[key]
    return b"c" + json.dumps(request).encode()


def changed(dice, body):
    if dice.random() < 0.8:
        return body
    at = dice.randrange(len(body) + 1)
    return dice.choice((body[:at], body[:at] + dice.randbytes(3) + body[at:], body[:at] + body[at + 1:], b""))


def one_round(dice, place):
    peer = Peer(place, "eva")
    sent = b""
    for number in range(3, 3 + dice.randrange(1, 30)):
        body = changed(dice, some_frame(dice, number))
        sent += struct.pack("!I", max(0, len(body) + dice.choices((0, -1, 1, 2**31), (97, 1, 1, 1))[0])) + body
    try:
        for at in range(0, len(sent), piece := dice.choice((7, 100, 10**6))):
            peer.socket.sendall(sent[at:at + piece])
        if dice.random() < 0.5:
            peer.socket.shutdown(1)
            while peer.socket.recv(65536):
                pass
    except OSError:
        pass  # it has had enough
    peer.close()


def main():
    rounds, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    dice = random.Random(seed)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        subprocess.run([PROGRAM, "user", "eva", "--root", root], input="secret\n", text=True, check=True)
        (root / "eva/home").mkdir(parents=True)
        (root / "eva/home/movie").write_bytes(bytes(1000))
        with open(Path(folder) / "log", "w+", encoding="utf-8") as log:
            server = subprocess.Popen([PROGRAM, "server", "--plain", "--listen", "127.0.0.1:0", "--root", root],
                                      stdout=subprocess.PIPE, stderr=log, text=True)
            try:
                place = "127.0.0.1:" + re.search(r":(\d+)$", server.stdout.readline().strip())[1]
                Peer(place, "eva").close()
                descriptors = f"/proc/{server.pid}/fd"
                before = len(os.listdir(descriptors))
                for _ in range(rounds):
                    one_round(dice, place)
                peer = Peer(place, "eva")
                while len(os.listdir(descriptors)) > before + 2:
                    peer.call("ping")
                while peer.call("usage")["reserved"]:
                    pass
                peer.call("bye")
            except (ConnectionError, Refused):
                log.seek(0)
                print(log.read()[-3000:])
                raise
            finally:
                server.terminate()
                server.stdout.close()
            assert server.wait() == 0, "a sanitizer has found something: see the log"
    print(f"{rounds} rounds, and the next client was served")


if __name__ == "__main__":
    main()
