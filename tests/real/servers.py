#!/usr/bin/env python3
"""Servers and clients that nobody here wrote, under every delivery of `try --server --client`: they hold,
but for those with faults that were seen in public. Usage: servers.py"""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "observe"))
from pairs import ENVIRONMENT
from tools import STICKYLAB

PROGRAMS = Path(__file__).parent / "programs"
PATIENCE_S = 280

REDIS = "redis-server --port {port} --bind {host} --save '' --daemonize no"
MEMCACHED = "memcached -u nobody -l {host} -p {port} -U 0"
SMTP = "/usr/bin/python3 -m aiosmtpd -n -l {host}:{port} -c aiosmtpd.handlers.Debugging stdout"
NGINX = f"sh {PROGRAMS / 'nginx.sh'}"
REQUESTS = {
    "redis": b"SET k hello\r\nGET k\r\nRPUSH q a b\r\nLRANGE q 0 -1\r\nDEL q\r\nPING\r\n",
    "memcached": b"set k 0 0 5\r\nhello\r\nget k\r\nset n 0 0 1\r\n1\r\nincr n 41\r\nget n\r\n"
                 b"delete k\r\n",
    "smtp": b"---\nEHLO x\r\n---\nMAIL FROM:<a@b.c>\r\n---\nRCPT TO:<d@e.f>\r\n---\nDATA\r\n---\n"
            b"Subject: x\r\n\r\n..hello\r\n.\r\n---\nQUIT\r\n",
    "nginx": b"GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n"
             b"GET /a.txt HTTP/1.1\r\nHost: x\r\nRange: bytes=0-3\r\n\r\n"
             b"GET /b.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "http": b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
            b"GET /b HTTP/1.1\r\nHost: x\r\n\r\n",
    "chunked": b"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
               b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
}
REPLY = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"


class Servers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stickylab-real-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.folder.chmod(0o755)
        for name, bytes_ in {**REQUESTS, "reply": REPLY}.items():
            (self.folder / name).write_bytes(bytes_)

    def need(self, *names):
        missing = [name for name in names if not shutil.which(name, path=ENVIRONMENT["PATH"])]
        if missing:
            self.skipTest(f"no {', '.join(missing)}; make deps-real installs it")

    def try_own(self, server, client, *options):
        done = subprocess.run([STICKYLAB, "try", "--server", server, "--client", client, "--format", "json",
                               "--lang", "en", *options],
                              cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True,
                              timeout=PATIENCE_S, stdin=subprocess.DEVNULL)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def assertHolds(self, server, client, *options):
        found = self.try_own(server, client, *options)
        self.assertTrue(found["passed"], found["failures"])
        print(json.dumps({"server": server.split()[0], "client": client.split()[0], "made": found["made"],
                          "seconds": round(found["seconds"], 2),
                          "a_second": round(found["made"] / found["seconds"], 1)}), flush=True)
        return found

    def assertEverySingleCut(self, found, requests):
        single = {group["group"]: group for group in found["groups"]}["request-cuts"]
        self.assertEqual(single["made"], len(requests) - 1)

    def test_redis(self):
        self.need("redis-server")
        found = self.assertHolds(REDIS, "bytes:redis", "--keep-server")
        self.assertEverySingleCut(found, REQUESTS["redis"])

    def test_memcached(self):
        self.need("memcached")
        found = self.assertHolds(MEMCACHED, "bytes:memcached", "--keep-server")
        self.assertEverySingleCut(found, REQUESTS["memcached"])

    def test_nginx(self):
        self.need("nginx")
        found = self.assertHolds(NGINX, "bytes:nginx", "--keep-server", "--ignore",
                                 "(Date|Last-Modified|ETag): .*")
        self.assertEverySingleCut(found, REQUESTS["nginx"])

    def test_smtp(self):
        """What it prints of a mail counts as well."""
        if subprocess.run(["/usr/bin/python3", "-c", "import aiosmtpd"],
                          stderr=subprocess.DEVNULL).returncode:
            self.skipTest("no python3-aiosmtpd; make deps-real installs it")
        self.assertHolds(SMTP, "bytes:smtp", "--keep-server", "--quick", "--judge", "both",
                         "--ignore", "X-Peer: .*")

    def test_clients_have_their_replies_cut(self):
        self.need("redis-server", "redis-cli", "curl")
        self.assertHolds(REDIS, "redis-cli -h {host} -p {port} SET k hello", "--keep-server", "--quick")
        self.assertHolds("bytes:reply", "curl -s http://{host}:{port}/", "--quick")

    def test_faults_that_were_seen_in_public(self):
        for fault, requests in (("recv-is-a-request", "http"), ("loses-pipelined", "http"),
                                ("chunked-cr-lf", "chunked")):
            with self.subTest(fault):
                server = f"{sys.executable} {PROGRAMS / 'http.py'}"
                right = self.try_own(server, f"bytes:{requests}", "--quick")
                self.assertTrue(right["passed"], right["failures"])
                wrong = self.try_own(f"{server} {fault}", f"bytes:{requests}")
                self.assertFalse(wrong["passed"])
                self.assertEqual(wrong["failures"][0]["shown_again"], "same")
                print(json.dumps({"fault": fault, "schedule": wrong["failures"][0]["schedule"],
                                  "said": wrong["failures"][0]["fault"]}), flush=True)


if __name__ == "__main__":
    unittest.main()
