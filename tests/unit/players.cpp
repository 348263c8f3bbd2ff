// The stage as a client, as a server and as a proxy, on several connections with real programs.
#include <doctest/doctest.h>

#include <algorithm>

#include "stage/runner.hpp"

using namespace stickylab;

namespace {

/// `HERE` is where to listen or to connect. `told(c)` reads to the end and gives each read.
constexpr const char* kHead = R"(
import os, socket, sys, threading
HERE = "{host}", {port}
def told(c):
    reads = []
    while data := c.recv(100):
        reads.append(data.decode())
    return ",".join(reads)
def say(*words):  # in one write: threads may speak at once
    os.write(1, (" ".join(map(str, words)) + "\n").encode())
def serve(count, serve_one):
    s = socket.create_server(HERE)
    threads = []
    for n in range(count):
        c, _ = s.accept()
        threads.append(threading.Thread(target=serve_one, args=(n + 1, c)))
        threads[-1].start()
    for thread in threads:
        thread.join()
)";

Program python(const std::string& program) { return {{"python3", "-c", kHead + program}, ""}; }

RunSpec on_loopback(Program sender, Program receiver) {
  RunSpec spec;
  spec.info.net = Net::loopback;
  spec.programs = two_programs(std::move(sender), std::move(receiver));
  spec.timeout_s = 30;
  return spec;
}

Recording recorded(const RunSpec& spec) {
  Recording result;
  run_all({spec}, 1, [&](std::size_t, Recording recording) {
    result = std::move(recording);
    return true;
  });
  return result;
}

/// The lines that an actor printed, sorted: connections may end in any order.
std::vector<std::string> lines_of(const Recording& recording, Actor who) {
  std::string text;
  for (const Event& event : recording.events)
    if (const auto* output = std::get_if<Output>(&event.data); output && event.who == who)
      text += output->bytes;
  std::vector<std::string> lines;
  for (std::size_t end = 0; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1))
    lines.push_back(text.substr(0, end));
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// What an actor sent by calls that were recorded, as `connection:bytes`.
std::vector<std::string> sent_by(const Recording& recording, Actor who) {
  std::vector<std::string> sent;
  for (const Event& event : recording.events)
    if (const auto* call = std::get_if<CallReturned>(&event.data);
        call && event.who == who && call->what.call == Call::send)
      sent.push_back(std::to_string(call->what.fd + 1) + ":" + call->bytes);
  return sent;
}

using Lines = std::vector<std::string>;

Stream says(std::string bytes, std::vector<Turn> turns = {}) {
  return {.bytes = std::move(bytes), .turns = std::move(turns), .replies = {}};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("as a client: each connection goes as its line says, and starts when it may") {
    RunSpec spec = on_loopback({}, python(R"(
serve(2, lambda n, c: say(n, told(c)))
)"));
    spec.spec_of(kSender).played = Played{.as = Played::As::client,
                                          .streams = {says("hello"), says("world")},
                                          .script = parse_script("cuts=2; cuts=1,4 after 1@2")};
    const Recording recording = recorded(spec);
    CHECK(lines_of(recording, kReceiver) == Lines{"1 he,llo", "2 w,orl,d"});
    const std::vector<std::string> sent = sent_by(recording, kSender);
    CHECK(std::find(sent.begin(), sent.end(), "1:he") < std::find(sent.begin(), sent.end(), "2:w"));
    for (const Event& event : recording.events)
      if (const auto* call = std::get_if<CallReturned>(&event.data)) CHECK(call->what.socket != 0);
  }

  TEST_CASE("as a client: two merged connections let the program run when both are there") {
    RunSpec spec = on_loopback({}, python(R"(
serve(2, lambda n, c: say(n, told(c)))
)"));
    spec.spec_of(kSender).played = Played{.as = Played::As::client,
                                          .streams = {says("hello"), says("world")},
                                          .script = parse_script("every=1 merged; every=1 merged")};
    CHECK(lines_of(recorded(spec), kReceiver) == Lines{"1 hello", "2 world"});
  }

  TEST_CASE("as a server: each client hears its own stream, once it has asked") {
    RunSpec spec = on_loopback(python(R"(
for n in 1, 2:
    c = socket.create_connection(HERE)
    c.sendall(b"ask")
    say(n, told(c))
)"),
                               {});
    spec.spec_of(kReceiver).played =
        Played{.as = Played::As::server,
               .streams = {says("first", {{0, 3}}), says("second", {{0, 3}})},
               .script = parse_script("whole replies cuts=1; whole replies cuts=3")};
    const Recording recording = recorded(spec);
    CHECK(lines_of(recording, kSender) == Lines{"1 f,irst", "2 sec,ond"});
    CHECK(sent_by(recording, kReceiver) == Lines{"1:f", "1:irst", "2:sec", "2:ond"});
  }

  TEST_CASE("as a proxy: both connections are carried on, each cut in its own way") {
    const std::string answer = R"(
def answer(n, c):
    say(n, told(c))
    c.sendall(b"thanks")
    c.close()
serve(2, answer)
)";
    RunSpec spec = on_loopback(python(R"(
for n in 1, 2:
    c = socket.create_connection(HERE)
    c.sendall(b"hello")
    c.shutdown(socket.SHUT_WR)
    say(n, told(c))
)"),
                               python(answer));
    spec.relayed =
        Relaying{.script = parse_script("cuts=1 replies cuts=5; cuts=2 replies whole"), .most = 2};
    const Recording recording = recorded(spec);
    CHECK(lines_of(recording, kReceiver) == Lines{"1 h,ello", "2 he,llo"});
    CHECK(lines_of(recording, kSender) == Lines{"1 thank,s", "2 thanks"});
    std::string passed;
    for (const Event& event : recording.events)
      if (const auto* piece = std::get_if<Relayed>(&event.data))
        passed += std::to_string(piece->connection) + (event.who == kSender ? '>' : '<') +
                  piece->bytes + " ";
    CHECK(passed == "1>h 1>ello 1<thank 1<s 2>he 2>llo 2<thanks ");
  }

  TEST_CASE("as a proxy: a connection beyond those that it carries on is refused") {
    RunSpec spec = on_loopback(python(R"(
c = socket.create_connection(HERE)
c.recv(2)  # by now the proxy has taken it
try:
    socket.create_connection(HERE)
    print("taken")
except ConnectionRefusedError:
    print("refused")
)"),
                               python(R"(
def greet(n, c):
    c.sendall(b"hi")
    told(c)
serve(1, greet)
)"));
    spec.relayed.emplace();
    CHECK(lines_of(recorded(spec), kSender) == Lines{"refused"});
  }
}
