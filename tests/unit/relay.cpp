// A relay between two real programs: what each hears, whatever the way in which the other writes.
#include <doctest/doctest.h>

#include "stage/player/proxy.hpp"
#include "stage/runner.hpp"

using namespace stickylab;

namespace {

/// `c` is the connection; both print each read as the bytes that it brought.
constexpr const char* kReads = R"(
import os, signal, socket, struct, sys
def read(size=100):
    try:
        data = c.recv(size)
    except ConnectionResetError:
        data = b"RST"
    print(data.decode(), end=";")
    return data
def until_end():
    while read() not in (b"", b"RST"):
        pass
)";

std::string python(const std::string& connect, const std::string& then) {
  return kReads + connect + then;
}

RunSpec spec(const std::string& schedule, const std::string& sender, const std::string& receiver,
             double timeout_s = 30) {
  RunSpec made;
  made.info.lab = "01";
  made.info.net = Net::loopback;
  made.program(kReceiver).command = {
      "python3", "-c",
      python("c = socket.create_server(('{host}', {port})).accept()[0]\n", receiver)};
  made.program(kSender).command = {
      "python3", "-c", python("c = socket.create_connection(('{host}', {port}))\n", sender)};
  made.relayed = Relaying{.script = parse_schedule(schedule)};
  made.timeout_s = timeout_s;
  return made;
}

Recording play_one(const RunSpec& one) {
  Recording result;
  run_all({one}, 1, [&](std::size_t, Recording recording) {
    result = std::move(recording);
    return true;
  });
  return result;
}

/// What an end has printed; its errors too, as they are one more thing that it must not say.
std::string printed(const Recording& recording, Actor who) {
  std::string text;
  for (const Event& event : recording.events)
    if (const auto* output = std::get_if<Output>(&event.data); output && event.who == who)
      text += output->bytes;
  return text;
}

/// The pieces that passed, as `>bytes` from the sender and `<bytes` from the receiver.
std::string passed(const Recording& recording) {
  std::string text;
  for (const Event& event : recording.events)
    if (const auto* piece = std::get_if<Relayed>(&event.data))
      text += (event.who == kSender ? '>' : '<') + piece->bytes;
  return text;
}

struct Heard {
  std::string sender;
  std::string receiver;
  friend bool operator==(const Heard&, const Heard&) = default;
};

Heard heard(const RunSpec& spec) {
  const Recording recording = play_one(spec);
  CAPTURE(passed(recording));
  return {printed(recording, kSender), printed(recording, kReceiver)};
}

const std::string kAsker = R"(
for _ in range(2):
    c.sendall(b"ask")
    got = 0
    while got < 4:
        got += len(read())
c.shutdown(socket.SHUT_WR)
until_end()
)";
const std::string kAnswerer = R"(
for _ in range(2):
    got = 0
    while got < 3:
        got += len(read())
    c.sendall(b"fine")
until_end()
)";

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("both directions are cut, each by its own bytes") {
    const struct {
      const char* schedule;
      Heard heard;
    } kCases[] = {
        {"whole", {"fine;fine;;", "ask;ask;;"}},
        {"whole replies whole", {"fine;fine;;", "ask;ask;;"}},
        {"whole replies cuts=1", {"f;ine;fine;;", "ask;ask;;"}},
        {"whole replies cuts=3,6", {"fin;e;fi;ne;;", "ask;ask;;"}},
        {"cuts=1,3,5 replies whole", {"fine;fine;;", "a;sk;as;k;;"}},
        {"every=2 replies every=3", {"fin;e;fi;ne;;", "as;k;a;sk;;"}},
        {"every=1 merged replies every=1 merged", {"fine;fine;;", "ask;ask;;"}},
    };
    for (const auto& [schedule, expected] : kCases) {
      CAPTURE(schedule);
      CHECK(heard(spec(schedule, kAsker, kAnswerer)) == expected);
    }
  }

  TEST_CASE("what passes is recorded piece by piece, in order") {
    CHECK(passed(play_one(spec("cuts=1 replies cuts=7", kAsker, kAnswerer))) ==
          ">a>sk<fine>ask<fin<e");
  }

  TEST_CASE("how a program writes makes no cut: a turn is one") {
    const std::string sender = R"(
for part in (b"a", b"s", b"k"):
    c.sendall(part)
read()
)";
    const std::string receiver = R"(
read()
for part in (b"f", b"in", b"e"):
    c.sendall(part)
)";
    CHECK(heard(spec("whole replies whole", sender, receiver)) == Heard{"fine;", "ask;"});
    CHECK(heard(spec("cuts=2 replies whole", sender, receiver)).receiver == "as;");
  }

  TEST_CASE("the receiver may speak first, and the sender not at all") {
    CHECK(heard(spec("whole replies cuts=2", "until_end()", "c.sendall(b'hello')")) ==
          Heard{"he;llo;;", ""});
  }

  TEST_CASE("a program that never sleeps is answered all the same") {
    const std::string sender = R"(
c.sendall(b"ask")
c.setblocking(False)
while True:
    try:
        print(c.recv(100).decode(), end=";")
        break
    except BlockingIOError:
        pass
)";
    CHECK(heard(spec("whole replies whole", sender, "read(); c.sendall(b'fine'); until_end()")) ==
          Heard{"fine;", "ask;;"});
  }

  TEST_CASE("one that waits for more than a piece before it reads is not waited for") {
    const std::string sender = R"(
c.sendall(b"ask")
c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 4)
read()
)";
    CHECK(heard(spec("whole replies every=1", sender, "read(); c.sendall(b'fine'); until_end()")) ==
          Heard{"fine;", "ask;;"});
  }

  TEST_CASE("a half-close is passed on as one, and the replies come all the same") {
    const std::string sender = "c.sendall(b'ask'); c.shutdown(socket.SHUT_WR); until_end()";
    CHECK(heard(spec("whole replies every=2", sender, "until_end(); c.sendall(b'fine')")) ==
          Heard{"fi;ne;;", "ask;;"});
  }

  TEST_CASE("a sender that closes before it has read its reply resets the connection") {
    const std::string receiver = "read(); c.sendall(b'fine'); until_end()";
    CHECK(heard(spec("whole replies cuts=1", "c.sendall(b'ask'); read(1)", receiver)) ==
          Heard{"f;", "ask;RST;"});
    CHECK(heard(spec("whole replies whole", "c.sendall(b'ask')", receiver)) ==
          Heard{"", "ask;RST;"});
    CHECK(heard(spec("whole replies cuts=1", "c.sendall(b'ask'); read(1); read(3)", receiver)) ==
          Heard{"f;ine;", "ask;;"});
  }

  TEST_CASE("a receiver that resets is heard by the sender") {
    const std::string reset = R"(
c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
c.close()
)";
    CHECK(heard(spec("whole replies whole", "c.sendall(b'ask'); until_end()", "read()" + reset)) ==
          Heard{"RST;", "ask;"});
  }

  TEST_CASE("where the receiver listens no more, the sender sees the end") {
    const std::string step =
        "\nstep = socket.socket(fileno=int(os.environ['STICKYLAB_STEP_FD']))\n";
    RunSpec deaf = spec("whole", "", "");
    deaf.program(kReceiver).command.back() =
        kReads + step +
        "c = socket.create_server(('{host}', {port}))\n"
        "step.recv(1); c.close(); step.send(b'x'); signal.pause()";
    deaf.program(kSender).command.back() = kReads + step +
                                           "step.send(b'x'); step.recv(1)\n"
                                           "c = socket.create_connection(('{host}', {port}))\n"
                                           "until_end(); step.close()";
    deaf.timeout_s = 2;
    const std::string end = printed(play_one(deaf), kSender);
    CHECK((end == ";" || end == "RST;"));
  }

  TEST_CASE("two that wait for each other run into the deadline") {
    const Recording recording = play_one(spec("whole replies whole", "read()", "read()", 1));
    bool stopped = false;
    for (const Event& event : recording.events)
      if (const auto* stop = std::get_if<Stopped>(&event.data))
        stopped = stop->why == Stop::deadline;
    CHECK(stopped);
  }

  TEST_CASE("one that talks without end is stopped, and named") {
    const std::string sender = "while True: c.sendall(b'x' * 100000)";
    const Recording recording = play_one(spec("whole", sender, "while c.recv(1 << 20): pass"));
    Stopped stop;
    for (const Event& event : recording.events)
      if (const auto* found = std::get_if<Stopped>(&event.data)) stop = *found;
    CHECK(stop == Stopped{Stop::traffic, "16 MB, sender"});
  }

  TEST_CASE("a program that is stopped until all is there runs on when the run ends") {
    const std::string receiver = "signal.pause()";
    const Recording recording =
        play_one(spec("every=1 merged replies whole", "c.sendall(b'ask'); read()", receiver, 1));
    CHECK(passed(recording) == ">a>s>k");
  }
}
