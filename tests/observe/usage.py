#!/usr/bin/env python3
"""What can be asked of `observe`, and what is refused."""

import json
import tempfile
import unittest

from tools import calls, main, observe, packets, payload, READS, recording, recording_of, stickylab

LISTENER = ("import os, socket; s = socket.create_server((os.environ['STICKYLAB_HOST'], {port})); "
            "c, _ = s.accept(); ")
RECEIVER = f'python3 -c "{LISTENER} print(c.recv(99))"'
SENDER = ("python3 -c \"import socket, sys; "
          "c = socket.create_connection(('{host}', {port})); c.sendall(sys.stdin.buffer.read())\"")
TWICE = (
    "--net", "one-host",
    "--receiver", f"python3 -c \"{LISTENER} c.recv(99); c.close(); d, _ = s.accept(); d.recv(99)\"",
    "--sender", "python3 -c \"import socket\nfor word in (b'first', b'second'):\n"
                " c = socket.create_connection(('{host}', {port})); c.sendall(word); c.recv(1)\"")
STAGES = ("two-hosts", "one-host", "loopback")


class Usage(unittest.TestCase):
    def refused(self, *args, words):
        done = observe(*args)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_host_and_port_are_filled_in_on_every_stage(self):
        for net in STAGES:
            with self.subTest(net):
                _, events = recording("--net", net, "--receiver", RECEIVER, "--sender", SENDER,
                                      "--sender-input", r"one\ntwo\\n")
                self.assertEqual(payload(calls(events, "receiver", READS)), b"one\ntwo\\n")
                self.assertEqual(bool(packets(events)), net != "loopback")

    def test_a_port_can_be_named(self):
        for net in STAGES:
            with self.subTest(net):
                _, events = recording("--net", net, "--port", "23456", "--receiver", RECEIVER,
                                      "--sender", SENDER, "--sender-input", "x")
                ready = [event for event in events if event["name"] == "process:ready"]
                self.assertTrue(ready[0]["data"]["address"].endswith(":23456"))

    def test_the_sender_may_be_the_one_that_listens(self):
        server = f'python3 -c "{LISTENER} c.sendall(b\'hi\')"'
        client = ("python3 -c \"import socket; "
                  "print(socket.create_connection(('{host}', {port})).recv(9))\"")
        _, events = recording("--net", "one-host", "--first", "sender", "--sender", server,
                              "--receiver", client)
        started = [event["who"] for event in events if event["name"] == "process:start"]
        self.assertEqual(started, ["sender", "receiver"])
        self.assertEqual(payload(packets(events, "sender")), b"hi")

    def test_a_document_tells_what_was_seen(self):
        done = observe("--net", "one-host", "--receiver", RECEIVER, "--sender", SENDER,
                       "--sender-input", "x", "--format", "json")
        document = json.loads(done.stdout)
        self.assertEqual(document["schema"], "stickylab/observation/1")
        self.assertEqual((document["writes"], document["reads"], document["segments"]), (1, 1, 1))
        self.assertEqual(document["exit"], {"sender": 0, "receiver": 0})
        self.assertNotIn("verdict", document)

    def test_a_program_that_never_ends_is_ended(self):
        pair = ("--net", "one-host", "--receiver", RECEIVER, "--sender", "true", "--timeout", "2",
                "--format", "json")
        for args, why in (((), {"why": "over", "detail": ""}),
                          (("--until", "all"), {"why": "deadlock", "detail": ""})):
            done = observe(*pair, *args)
            document = json.loads(done.stdout)
            self.assertEqual(done.returncode, 0)
            self.assertEqual(document["stopped"], why)
            self.assertEqual(document["exit"], {"sender": 0, "receiver": "stopped"})

    def test_a_program_that_cannot_be_executed_is_named(self):
        done = observe("--net", "one-host", "--receiver", "no-such-program", "--sender", "true")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no-such-program", done.stdout)

    def test_a_wire_between_hosts_is_needed_to_slow_it(self):
        programs = ("--receiver", "true", "--sender", "true")
        for net in ("one-host", "loopback"):
            for option in (("--rtt", "40ms"), ("--loss", "0.1"), ("--mtu", "600")):
                self.refused("--net", net, *option, *programs, words=[option[0], "two-hosts"])

    def test_a_command_must_be_whole(self):
        self.refused("--receiver", "sh -c 'echo", "--sender", "true", words=["not closed"])
        self.refused("--receiver", "true", "--sender", " ", words=["empty"])

    def test_one_connection_of_several_is_shown(self):
        for number, words in (("1", ("first", "second")), ("2", ("second", "first"))):
            with self.subTest(number):
                done = observe(*TWICE, "--connection", number)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                shown, left_out = words
                self.assertIn(f'B "{shown}"', done.stdout)
                self.assertNotIn(f'B "{left_out}"', done.stdout)
        self.refused(*TWICE, "--connection", "3",
                     words=["--connection 3: no connection has this number; connections seen: 2"])
        self.refused(*TWICE, "--connection", "1", "--format", "json", words=["--format text"])

    def test_the_part_that_one_came_for_is_shown(self):
        wire = observe(*TWICE, "--only", "wire").stdout
        self.assertIn("segment 1", wire)
        self.assertNotIn("RECEIVER", wire)
        calls_only = observe(*TWICE, "--only", "calls", "--connection", "2").stdout
        self.assertNotIn("segment 1 ", calls_only)
        self.assertIn('"second"', calls_only)
        late = observe(*TWICE, "--from", "10s")
        self.assertEqual((late.returncode, late.stderr), (0, ""))
        self.assertIn("rows left out before this: ", late.stdout)
        for args, said in (
                (("--from", "3", "--to", "2"),
                 ("--from 3 is later than --to 2", "--from 3 比 --to 2 还晚")),
                (("--net", "loopback", "--only", "wire", *TWICE[2:]),
                 ("--only wire: loopback has no wire", "--only wire：loopback 没有可看的链路")),
                (("--from", "1", "--format", "json"),
                 ("--from shows a part of the lanes", "--from 只影响分栏图"))):
            programs = () if "--net" in args else TWICE
            for lang, words in zip(("en", "zh"), said, strict=True):
                self.refused(*args, *programs, "--lang", lang, words=[words])

    def test_what_was_printed_before_the_first_packet_is_one_row(self):
        noisy = (f"python3 -c \"[print('noise', flush=True) for _ in range(38)]; {LISTENER} "
                 "print('message:', c.recv(9).decode()); print('done')\"")
        programs = ("--width", "160", "--net", "one-host", "--receiver", noisy, "--sender", SENDER,
                    "--sender-input", "x")
        self.assertIn("38 lines printed before the first packet", observe(*programs).stdout)
        self.assertEqual(observe(*programs, "--no-fold").stdout.count("prints: noise"), 38)
        quiet = observe(*programs, "--no-output").stdout
        self.assertIn('message "x"', quiet)
        self.assertNotIn("print", quiet.split("ms SENDER")[1])

    def test_two_commands_in_words(self):
        receiver = ("python3", "-c", f"{LISTENER} print(c.recv(99))")
        sender = ("python3", "-c", "import socket, sys; c = socket.create_connection("
                  "('{host}', {port})); c.sendall(' '.join(sys.argv[1:]).encode())")
        _, events = recording_of("--net", "one-host",
                                 words=(*receiver, "--", *sender, "--port", "--"))
        self.assertEqual(payload(calls(events, "receiver", READS)), b"--port --")
        for words, said in (
                (("true",), ("true: this is one command", "true：只有一条命令")),
                (("true", "--"), ("a command is empty", "有一条命令是空的"))):
            for lang, text in zip(("en", "zh"), said, strict=True):
                self.refused("--lang", lang, *words, words=[text])
        for option in (("--receiver", "true"), ("--sender", "true"), ("--first", "sender"),
                       ("--program", "a=true")):
            self.refused(*option, "true", "--", "true", words=["the commands around --"])
        done = observe("--nonsense", "true", "--", "true")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("no option --nonsense", done.stderr)

    def test_one_connection_of_a_recording_is_exported(self):
        with tempfile.TemporaryDirectory(prefix="stickylab-observe-") as folder:
            observe(*TWICE, "--record", folder)
            file = f"{folder}/observed.ndjson"
            page = stickylab("export", file, "--html", "-", "--connection", "2").stdout
            self.assertIn(f'"streams":["{b"second".hex()}",""]', page)
            whole, one = (stickylab("export", file, "--cast", "-", *words).stdout
                          for words in ((), ("--connection", "1")))
            self.assertIn("second", whole)
            self.assertNotIn("second", one)
            for form, words in (("--cast", ("--connection 3", "connections seen: 2")),
                                ("--json", ("--json is the whole recording",))):
                done = stickylab("export", file, form, "-", "--connection", "3")
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                for word in words:
                    self.assertIn(word, done.stderr)

    def test_what_cannot_be_a_cast_is_refused_in_one_line_of_either_language(self):
        two = ("--program", "server=true", "--program", "client=true")
        waits = "\"client\" waits for itself", "“client”在等它自己"
        circle = "server, client wait for each other in a circle", "server、client 互相等成了一圈"
        nobody = "no program is named \"nobody\"; there are server, client", "没有叫“nobody”的程序；有的是 server、client"
        few = "name the programs, at least two", "至少要有两个程序"
        both = "--program names every program: leave out --sender", "--program 已经列出全部程序"
        for args, said in (
                ((), few),
                (("--receiver", "true"), few),
                (("--program", "server=true"), few),
                ((*two, "--sender", "true"), both),
                ((*two, "--receiver-input", "x"), both),
                ((*two, "--first", "sender"), both),
                ((*two, "--program", "client=true"),
                 ("two programs are named \"client\"", "有两个程序都叫“client”")),
                ((*two, "--program", "wire=true"),
                 ("no program may be named \"wire\"", "程序不能叫“wire”")),
                ((*two, "--program", "harness=true"),
                 ("no program may be named \"harness\"", "程序不能叫“harness”")),
                ((*two, "--host", "nobody=1"), ("--host: " + nobody[0], "--host：" + nobody[1])),
                ((*two, "--start", "nobody=now"), ("--start: " + nobody[0], "--start：" + nobody[1])),
                ((*two, "--start", "client=ended:nobody"),
                 ("--start: " + nobody[0], "--start：" + nobody[1])),
                ((*two, "--host", "client=1", "--host", "client=2"),
                 ("--host is given twice for \"client\"", "--host 给“client”写了两次")),
                ((*two, "--start", "client=now", "--start", "client=now"),
                 ("--start is given twice for \"client\"", "--start 给“client”写了两次")),
                ((*two, "--start", "client=listens:client"), waits),
                ((*two, "--start", "client=ended:client"), waits),
                ((*two, "--start", "server=ended:client"), circle),
                ((*two, "--net", "loopback", "--host", "client=1"),
                 ("--host: loopback has one host", "--host：loopback 的所有程序都在一台主机上"))):
            for lang, words in zip(("en", "zh"), said, strict=True):
                with self.subTest(args, lang=lang):
                    self.refused(*args, "--lang", lang, words=[words])

    def test_what_is_said_of_a_program_has_a_form(self):
        two = ("--program", "server=true", "--program", "client=true")
        for args, said in (
                (("--program", "server", "--program", "client=true"),
                 ("--program server: write NAME=CMD", "--program server：应写成 NAME=CMD")),
                (("--program", "=true", "--program", "client=true"),
                 ("--program =true: write NAME=CMD", "--program =true：应写成 NAME=CMD")),
                (("--program", "a server=true", "--program", "client=true"),
                 ("--program: a server is no name", "--program：“a server”不能作名字")),
                ((*two, "--host", "server=12"),
                 ("--host: 12 is not a number from 1 to 9", "--host：“12”无效，应是 1 到 9 的数")),
                ((*two, "--host", "server"),
                 ("--host server: write NAME=N", "--host server：应写成 NAME=N")),
                ((*two, "--start", "client=soon"),
                 ("--start client=soon: write NAME=now", "--start client=soon：应写成 NAME=now")),
                ((*two, "--start", "client=listens:"),
                 ("--start client=listens:: write NAME=now",
                  "--start client=listens:：应写成 NAME=now"))):
            for lang, words in zip(("en", "zh"), said, strict=True):
                with self.subTest(args, lang=lang):
                    done = observe(*args, "--lang", lang)
                    self.assertEqual((done.returncode, done.stdout), (2, ""))
                    self.assertTrue(done.stderr.startswith(words), done.stderr)


if __name__ == "__main__":
    main()
