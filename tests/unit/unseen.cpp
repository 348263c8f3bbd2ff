// Bytes that no observed call wrote or read: no number is given that they could make wrong.
#include <doctest/doctest.h>

#include <stdexcept>

#include "judge/observation.hpp"
#include "lanes/story.hpp"
#include "wire_by_hand.hpp"

using namespace stickylab;

namespace {

using Are = std::vector<int>;

/// All calls of a kind, or all packets with data.
std::vector<const Event*> calls(const Trace& trace, bool (*is_of)(Call)) {
  std::vector<const Event*> found;
  for (const Event& event : trace.events())
    if (const auto* call = std::get_if<CallReturned>(&event.data); call && is_of(call->what.call))
      found.push_back(&event);
  return found;
}
std::vector<const Event*> packets(const Trace& trace) {
  std::vector<const Event*> found;
  for (const Event& event : trace.events())
    if (const Packet* packet = packet_of(event); packet && !packet->payload.empty())
      found.push_back(&event);
  return found;
}

TcpState written(std::int64_t bytes) { return {.written = bytes}; }

/// hello and world are seen, XXXXX between them is not.
Recording hidden_write(std::optional<TcpState> first = {}, std::optional<TcpState> second = {}) {
  return WireByHand()
      .handshake()
      .sends(2, "hello", first)
      .data({2.01, 2.02}, 0, "hello")
      .sends(3, "world", second)
      .data({3.01, 3.02}, 5, "XXXXXworld")
      .receives(4, "hello")
      .receives(5, "XXXXXworld")
      .take();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("if a write was not seen, none has a place, and the bytes are counted") {
    const Trace trace(hidden_write());
    const Streams& streams = trace.streams();
    REQUIRE(streams.unseen().size() == 1);
    CHECK(streams.unseen().front().count == 5);
    CHECK(streams.unseen().front().who == kSender);
    for (const Event* write : calls(trace, is_write)) CHECK(streams.span_of(*write) == Span{});
    for (const Event* packet : packets(trace)) CHECK(streams.writes_in(*packet).empty());
    CHECK(streams.packets_of(*calls(trace, is_read).back()) == Are{2});
    CHECK(unseen_texts(trace, Lang::en) ==
          std::vector<std::string>{"sender: 5 B on the wire that no observed call wrote."});
  }

  TEST_CASE("if the kernel says how much was written, a write has its place all the same") {
    const Trace trace(hidden_write(written(5), written(15)));
    const Streams& streams = trace.streams();
    REQUIRE(streams.unseen().size() == 1);
    CHECK(streams.span_of(*calls(trace, is_write)[0]) == Span{0, 5});
    CHECK(streams.span_of(*calls(trace, is_write)[1]) == Span{10, 15});
    CHECK(streams.writes_in(*packets(trace)[1]) == Are{2});
    CHECK_FALSE(streams.cuts_write(*packets(trace)[1]));
  }

  TEST_CASE("the kernel's account is not believed where the wire carried other bytes") {
    const Trace trace(hidden_write(written(5), written(14)));
    CHECK(trace.streams().span_of(*calls(trace, is_write)[0]) == Span{0, 5});
    CHECK(trace.streams().span_of(*calls(trace, is_write)[1]) == Span{});
  }

  TEST_CASE("without a wire the kernel's account tells what was not seen") {
    Recording recording = hidden_write(written(5), written(15));
    std::erase_if(recording.events, [](const Event& event) { return packet_of(event) != nullptr; });
    recording.info.evidence = {"calls"};
    const Trace trace(std::move(recording));
    REQUIRE(trace.streams().unseen().size() == 1);
    CHECK(trace.streams().unseen().front().count == 5);
    CHECK(unseen_texts(trace, Lang::en).front() ==
          "sender: 5 B that the kernel took, and no observed call wrote.");
  }

  TEST_CASE("no number of calls is given, and a lab is inconclusive") {
    const Observation seen = observe(Meant{}, Trace(hidden_write()));
    CHECK(seen.unseen.size() == 1);
    CHECK_FALSE(seen.numbers.contains(Number::writes));
    Lab lab;
    lab.broken[Net::two_hosts].numbers = {{Number::writes, {2, 2}}};
    lab.fixed = lab.broken;
    CHECK(compare(lab, Trace(hidden_write()), Trace(hidden_write())).outcome ==
          Outcome::inconclusive);
  }

  TEST_CASE("bytes that no observed call read are counted, if the kernel says that they are gone") {
    const auto read_of = [](int queued, double acked_ms) {
      WireByHand wire;
      wire.handshake()
          .sends(2, "helloworld")
          .data({2.01, 2.02}, 0, "helloworld")
          .receives({2.1, 2.2}, "he")
          .ack({acked_ms, acked_ms + 0.01}, 10)
          .receives({2.5, 2.6}, "o")
          .receives({4, 5}, "d");
      Recording recording = wire.take();
      std::get<CallReturned>(recording.events.back().data).what.queued = queued;
      return recording;
    };
    const Trace trace(read_of(1, 2.3));
    REQUIRE(trace.streams().unseen().size() == 1);
    const Unseen& unseen = trace.streams().unseen().front();
    CHECK(unseen.read);
    CHECK(unseen.who == kReceiver);
    CHECK(unseen.count == 6);
    CHECK(unseen_texts(trace, Lang::en).front() ==
          "receiver: 6 B or more that it took from the kernel, and no observed call read.");
    CHECK(Trace(read_of(7, 2.3)).streams().unseen().empty());
    // The ACK may have left after the kernel was asked.
    CHECK(Trace(read_of(1, 3)).streams().unseen().empty());
  }

  TEST_CASE("nothing is missing if TCP has not sent it yet") {
    const Trace trace(WireByHand()
                          .handshake()
                          .sends(2, "hello", written(5))
                          .data({2.01, 2.02}, 0, "hello")
                          .sends(3, "world", written(10))
                          .take());
    CHECK(trace.streams().unseen().empty());
    CHECK(trace.streams().span_of(*calls(trace, is_write)[1]) == Span{5, 10});
  }

  TEST_CASE("a segment behind the FIN carries nothing") {
    const Trace trace(WireByHand()
                          .handshake()
                          .sends(2, "hello")
                          .data({2.01, 2.02}, 0, "hello")
                          .segment(3, kSender, {.flags = kFin | kAck, .seq = 6, .ack = 1})
                          .segment(4, kSender, {.flags = kRst, .seq = 7})
                          .take());
    CHECK(trace.streams().unseen().empty());
  }

  TEST_CASE("of a program of which no call was observed nothing is missing") {
    const Trace trace(WireByHand().data({2, 2.1}, 0, "hello").take());
    CHECK(trace.streams().unseen().empty());
  }

  TEST_CASE("two writers at once: a write whose bytes are elsewhere has no place") {
    const Trace trace(WireByHand()
                          .handshake()
                          .sends(2, "hello")
                          .sends(2, "hi")
                          .data({2.01, 2.02}, 0, "hihello")
                          .take());
    CHECK(trace.streams().unseen().empty());
    for (const Event* write : calls(trace, is_write))
      CHECK(trace.streams().span_of(*write) == Span{});
  }

  TEST_CASE("if a read was not seen, none of its direction has a place") {
    const Trace other(WireByHand()
                          .handshake()
                          .sends(2, "hello")
                          .sends(2, "world")
                          .data({2.01, 2.02}, 0, "helloworld")
                          .receives(3, "world")
                          .take());
    CHECK(other.streams().packets_of(*calls(other, is_read)[0]).empty());
    const Trace same(WireByHand()
                         .handshake()
                         .sends(2, "aaaaaaaa")
                         .data({2.01, 2.02}, 0, "aaaaaaaa")
                         .receives(3, "aaaa")
                         .receives_end(4)
                         .take());
    CHECK(same.streams().packets_of(*calls(same, is_read)[0]).empty());
    const Trace early(WireByHand()
                          .handshake()
                          .sends(2, "aa")
                          .data({2.01, 2.02}, 0, "aa")
                          .receives(3, "aa")
                          .receives(4, "aa")
                          .sends(5, "aa")
                          .data({5.01, 5.02}, 2, "aa")
                          .take());
    CHECK(early.streams().packets_of(*calls(early, is_read)[0]).empty());
  }

  TEST_CASE("a datagram that no observed call sent: what no other equals is joined") {
    const Trace trace(WireByHand()
                          .datagram({1.1, 1.2}, 11, "hidden")
                          .sends_datagram(2, "one")
                          .datagram({2.1, 2.2}, 12, "one")
                          .sends_datagram(3, "two")
                          .datagram({3.1, 3.2}, 13, "two")
                          .sends_datagram(4, "two")
                          .datagram({4.1, 4.2}, 14, "two")
                          .take());
    const Streams& streams = trace.streams();
    REQUIRE(streams.unseen().size() == 1);
    CHECK(streams.unseen().front().datagrams);
    CHECK(streams.writes_in(*packets(trace)[0]).empty());
    CHECK(streams.writes_in(*packets(trace)[1]) == Are{1});
    CHECK(streams.writes_in(*packets(trace)[2]).empty());
    CHECK(unseen_texts(trace, Lang::zh) ==
          std::vector<std::string>{"发送方：链路上有 1 个数据报，但没有观察到是哪个调用写的。"});
  }
}
