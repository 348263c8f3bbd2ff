#!/usr/bin/env python3
"""Bytes that a program takes by a call that the probe does not see: they are said, where that is proved."""

import json
import unittest

from tools import main, observe

# A FILE reads from inside the C library. The reply acknowledges what it has read.
SERVER = ("python3 -c \"import ctypes, socket\n"
          "libc = ctypes.CDLL(None)\n"
          "libc.fdopen.restype = ctypes.c_void_p\n"
          "s = socket.create_server(('{host}', {port}))\n"
          "c, _ = s.accept()\n"
          "file = ctypes.c_void_p(libc.fdopen(c.fileno(), b'r'))\n"
          "libc.fread(ctypes.create_string_buffer(6), 1, 6, file)\n"
          "c.sendall(b'taken'); c.close()\"")
CLIENT = ("python3 -c \"import socket\n"
          "c = socket.create_connection(('{host}', {port}))\n"
          "c.sendall(b'hidden'); c.recv(100)\"")


class Unseen(unittest.TestCase):
    def test_what_no_observed_call_read_is_said(self):
        args = ("--receiver", SERVER, "--sender", CLIENT, "--width", "200")
        text = observe(*args).stdout
        self.assertIn("receiver: 6 B or more that it took from the kernel, and no observed call read.",
                      text)
        unseen = json.loads(observe(*args, "--format", "json").stdout)["unseen"]
        self.assertEqual(unseen, [{"who": "receiver", "connection": 1, "bytes": 6, "read": True}])

    def test_of_a_program_whose_reads_are_seen_nothing_is_said(self):
        seen = SERVER.replace("libc.fread(ctypes.create_string_buffer(6), 1, 6, file)",
                              "c.recv(3); c.recv(3)")
        text = observe("--receiver", seen, "--sender", CLIENT, "--width", "200").stdout
        self.assertNotIn("no observed call", text)


if __name__ == "__main__":
    main()
