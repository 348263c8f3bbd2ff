// Runs at a path: AF_UNIX, on any stage.
#include <doctest/doctest.h>

#include "judge/observation.hpp"
#include "lanes/lanes.hpp"
#include "recording_by_hand.hpp"
#include "trace/calls.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

const std::string kPath = "/tmp/stickylab-Ab12Cd/receiver";
constexpr std::uint64_t kCaller = 11, kListening = 21, kAccepted = 22;

CallReturned call_on(std::uint64_t socket, Call call, Local local, std::int64_t result) {
  CallReturned returned;
  returned.what = {
      .call = call, .socket = socket, .datagram = local != Local::stream, .local = local};
  returned.result = result;
  return returned;
}

CallReturned moves(std::uint64_t socket, Call call, Local local, const std::string& bytes,
                   std::uint64_t room) {
  CallReturned returned = call_on(socket, call, local, std::ssize(bytes));
  returned.what.length = room;
  returned.bytes = bytes;
  return returned;
}

/// Two messages through a local socket, each read as it comes.
ByHand conversation(Local local, std::uint64_t accepted = kAccepted) {
  ByHand run;
  run.info().net = Net::two_hosts;
  CallReturned connect = call_on(kCaller, Call::connect, local, 0);
  connect.what.address = kPath;
  CallReturned accept = call_on(kListening, Call::accept, local, 5);
  accept.what.made = accepted;
  accept.what.own = kPath;
  run.call({1, 2}, kSender, connect).call({1, 3}, kReceiver, accept);
  run.call(4, kSender, moves(kCaller, Call::send, local, "hello", 5));
  run.call(5, kSender, moves(kCaller, Call::send, local, "worlds", 6));
  CallReturned first = moves(accepted, Call::recv, local, "hello", 1024);
  first.what.queued = 11;
  run.call(6, kReceiver, first);
  run.call(7, kReceiver, moves(accepted, Call::recv, local, "worlds", 1024));
  run.call(8, kReceiver, moves(accepted, Call::recv, local, "", 1024));
  return run;
}

std::string lanes_of_run(const Recording& run, Lang lang = Lang::en) {
  const View view{.lang = lang, .width = 120};
  return joined(lane_lines(run, {}, view.width, view));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a connect and an accept at one path are the two ends of a connection") {
    for (const Local local : {Local::stream, Local::seqpacket}) {
      const Trace trace{Recording(conversation(local))};
      const auto& all = trace.connections().all();
      REQUIRE(all.size() == 1);
      CHECK(all[0].local == local);
      CHECK(all[0].datagram == (local == Local::seqpacket));
      CHECK(all[0].opener.actor == kSender);
      CHECK(all[0].opener.address.empty());
      CHECK(all[0].opener.socket == kCaller);
      CHECK(all[0].acceptor.actor == kReceiver);
      CHECK(all[0].acceptor.address == kPath);
      CHECK(all[0].acceptor.socket == kAccepted);
    }
  }

  TEST_CASE("between two hosts that talk through a local socket there is no wire") {
    const std::string text = lanes_of_run(conversation(Local::stream));
    CHECK(has(text, "WIRE"));
    CHECK(has(text, "no wire: a local socket"));
    CHECK(has(lanes_of_run(conversation(Local::stream), Lang::zh), "没有链路"));
    ByHand alone = conversation(Local::stream);
    alone.info().net = Net::loopback;
    CHECK_FALSE(has(lanes_of_run(alone), "no wire"));
    ByHand tcp = ByHand().send(1, "hello");
    tcp.info().net = Net::two_hosts;
    CHECK_FALSE(has(lanes_of_run(tcp), "no wire"));
  }

  TEST_CASE("what a local socket moves has no segments, and is read as soon as it was written") {
    const Observation seen = observe(Meant{}, conversation(Local::stream));
    CHECK(seen.numbers.at(Number::reads) == 2);
    CHECK(seen.numbers.at(Number::accepted) == 1);
    CHECK_FALSE(seen.numbers.contains(Number::segments));
    CHECK_FALSE(seen.numbers.contains(Number::dropped));
    for (const Local local : {Local::stream, Local::seqpacket}) {
      const Trace trace{Recording(conversation(local))};
      std::string whats;
      for (const Move& move : trace.moves())
        whats += move.what == Move::What::written   ? 'w'
                 : move.what == Move::What::arrives ? 'a'
                 : move.what == Move::What::read    ? 'r'
                                                    : '?';
      CHECK(whats == "wawarr");
    }
  }

  TEST_CASE("a read of nothing is the end of a stream, and with SOCK_SEQPACKET one of two things") {
    CHECK(has(lanes_of_run(conversation(Local::stream)), "= 0: end of stream"));
    const std::string packets = lanes_of_run(conversation(Local::seqpacket));
    CHECK(has(packets, "= 0: the end, or an empty message"));
    CHECK(has(packets, "(11 B were waiting)"));
    CHECK_FALSE(has(packets, "are gone"));
  }

  TEST_CASE("what a short read threw away is told only where it is known") {
    CallReturned read = moves(kAccepted, Call::recv, Local::seqpacket, "hel", 3);
    read.what.queued = 11;
    CHECK(cut_off(read) == 0);  // of one message or of two: nobody tells
    read.result = 5;            // MSG_TRUNC
    CHECK(cut_off(read) == 2);
    read = moves(kAccepted, Call::recv, Local::datagram, "hel", 3);
    read.what.queued = 5;
    CHECK(cut_off(read) == 2);
    read = moves(kAccepted, Call::recv, Local::stream, "hel", 3);
    read.what.queued = 5;
    CHECK(cut_off(read) == 0);
  }
}
