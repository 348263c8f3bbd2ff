#include "trace/streams.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "wire_by_hand.hpp"

using namespace stickylab;

namespace {

using Numbers = std::vector<int>;

/// The n-th packet that leaves, from 0; handshakes count.
const Event& packet(const Recording& recording, std::size_t n) {
  for (const Event& event : recording.events)
    if (packet_of(event) && n-- == 0) return event;
  throw std::out_of_range("packet");
}

/// The n-th call of an end that is of a kind, from 0.
const Event& nth(const Recording& recording, bool (*is_of)(Call), std::size_t n) {
  for (const Event& event : recording.events)
    if (const auto* call = std::get_if<CallReturned>(&event.data);
        call && is_of(call->what.call) && n-- == 0)
      return event;
  throw std::out_of_range("call");
}

constexpr std::size_t kHandshake = 3;

/// hello, world, musibii, 1: Nagle makes two segments of four writes.
Recording four_writes() {
  return WireByHand()
      .handshake()
      .sends(2, "hello")
      .data({2.01, 2.02}, 0, "hello")
      .sends(2.1, "world")
      .sends(2.2, "musibii")
      .sends(2.3, "1")
      .ack({42, 42.01}, 5)
      .data({42.02, 42.03}, 5, "worldmusibii1")
      .receives({42.1, 42.2}, "hellowor")
      .receives({42.3, 42.4}, "ldmusibii1")
      .take();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a segment carries the writes whose bytes are in it") {
    const Recording recording = four_writes();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    const Event& first = packet(trace.recording(), kHandshake);
    const Event& second = packet(trace.recording(), kHandshake + 2);
    CHECK(streams.number_of(first) == 1);
    CHECK(streams.writes_in(first) == Numbers{1});
    CHECK(streams.number_of(second) == 2);
    CHECK(streams.writes_in(second) == Numbers{2, 3, 4});
    CHECK_FALSE(streams.cuts_write(second));
    CHECK(streams.number_of(nth(trace.recording(), is_write, 2)) == 3);
  }

  TEST_CASE("a read took the segments whose bytes it brought, perhaps in part") {
    const Recording recording = four_writes();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    const Event& first = nth(trace.recording(), is_read, 0);
    const Event& second = nth(trace.recording(), is_read, 1);
    CHECK(streams.packets_of(first) == Numbers{1, 2});
    CHECK(streams.cuts_packet(first));
    CHECK(streams.packets_of(second) == Numbers{2});
    CHECK(streams.span_of(second) == Span{8, 18});
  }

  TEST_CASE("an ACK acknowledges the last segment that it covers") {
    const Recording recording = four_writes();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.acknowledged_by(packet(trace.recording(), kHandshake + 1)) == 1);
    CHECK(streams.acknowledged_by(packet(trace.recording(), 2)) == 0);
  }

  TEST_CASE("the carrier of a byte is the first packet that had it") {
    const Recording recording = four_writes();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    const Event& write = nth(trace.recording(), is_write, 1);
    CHECK(streams.carrier(write, 4) == &packet(trace.recording(), kHandshake));
    CHECK(streams.carrier(write, 5) == &packet(trace.recording(), kHandshake + 2));
    CHECK(streams.carrier(write, 18) == nullptr);
  }

  TEST_CASE("a write that two segments share is cut") {
    const Recording recording = WireByHand()
                                    .handshake()
                                    .sends(2, "helloworld")
                                    .data({2.01, 2.02}, 0, "hello")
                                    .data({2.03, 2.04}, 5, "world")
                                    .take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.writes_in(packet(trace.recording(), kHandshake + 1)) == Numbers{1});
    CHECK(streams.cuts_write(packet(trace.recording(), kHandshake + 1)));
  }

  TEST_CASE("a retransmission and a copy have no number, and say which they repeat") {
    const Recording recording = WireByHand()
                                    .handshake()
                                    .data({2, 2.1}, 0, "hello")
                                    .lost()
                                    .data({3, 3.1}, 5, "world")
                                    .data({3, 3.2}, 5, "world")
                                    .copied()
                                    .data({203, 203.1}, 0, "helloworld")
                                    .again()
                                    .take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.number_of(packet(trace.recording(), kHandshake + 2)) == 0);
    CHECK(streams.repeated_by(packet(trace.recording(), kHandshake + 2)) == Numbers{2});
    CHECK(streams.number_of(packet(trace.recording(), kHandshake + 3)) == 0);
    CHECK(streams.repeated_by(packet(trace.recording(), kHandshake + 3)) == Numbers{1, 2});
    CHECK(streams.repeated_by(packet(trace.recording(), kHandshake)).empty());
  }

  TEST_CASE("a forked child's reads belong to its parent's connection") {
    Recording recording = four_writes();
    for (Event& event : recording.events)
      if (auto* call = std::get_if<CallReturned>(&event.data); call && is_read(call->what.call))
        call->what.pid = 77;
    const Trace trace(recording);
    CHECK(trace.streams().packets_of(nth(trace.recording(), is_read, 0)) == Numbers{1, 2});
  }

  TEST_CASE("calls on a connection that was not seen to open are not joined") {
    const Recording recording =
        WireByHand().sends(2, "hello").data({2.01, 2.02}, 0, "hello").take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.number_of(packet(trace.recording(), 0)) == 1);
    CHECK(streams.writes_in(packet(trace.recording(), 0)).empty());
  }

  TEST_CASE("a datagram is the write of its turn, and the read that begins with its bytes") {
    const Recording recording = WireByHand()
                                    .sends_datagram(1, "one")
                                    .datagram({1.1, 1.2}, 11, "one")
                                    .sends_datagram(2, "two")
                                    .datagram({2.1, 2.2}, 12, "two")
                                    .lost()
                                    .sends_datagram(3, "three")
                                    .datagram({3.1, 9.0}, 13, "three")
                                    .sends_datagram(4, "")
                                    .datagram({4.1, 4.2}, 14, "")
                                    .receives_datagram(5, "one")
                                    .receives_datagram(6, "")
                                    .receives_datagram(10, "th")
                                    .take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.writes_in(packet(trace.recording(), 2)) == Numbers{3});
    CHECK(streams.writes_in(packet(trace.recording(), 3)) == Numbers{4});
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 0)) == Numbers{1});
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 1)) == Numbers{4});
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 2)) == Numbers{3});
  }

  TEST_CASE("a copied datagram is read twice, one that has not arrived is not read") {
    const Recording recording = WireByHand()
                                    .datagram({1.1, 1.2}, 11, "a")
                                    .datagram({1.1, 1.3}, 11, "a")
                                    .copied()
                                    .datagram({2.1, 20}, 12, "a")
                                    .receives_datagram(5, "a")
                                    .receives_datagram(6, "a")
                                    .receives_datagram(21, "a")
                                    .take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 0)) == Numbers{1});
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 1)) == Numbers{1});
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 2)) == Numbers{2});
  }

  TEST_CASE("the fragments of a datagram share its number; without one of them it is not read") {
    const Datagram first{.offset = 0, .more_fragments = true};
    const Datagram rest{.offset = 8, .more_fragments = false};
    const Recording recording = WireByHand()
                                    .datagram({1, 1.1}, 11, "abcd", first)
                                    .datagram({1, 1.2}, 11, "efgh", rest)
                                    .lost()
                                    .datagram({2, 2.1}, 12, "abcd", first)
                                    .datagram({2, 2.2}, 12, "efgh", rest)
                                    .receives_datagram(5, "abcdefgh")
                                    .take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.number_of(packet(trace.recording(), 1)) == 1);
    CHECK(streams.number_of(packet(trace.recording(), 3)) == 2);
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 0)) == Numbers{2});
  }

  TEST_CASE("without wire events everything is empty") {
    const Recording recording = WireByHand().sends(1, "a").receives(2, "a").take();
    const Trace trace(recording);
    const Streams& streams = trace.streams();
    CHECK(streams.packets_of(nth(trace.recording(), is_read, 0)).empty());
    CHECK(streams.number_of(nth(trace.recording(), is_write, 0)) == 0);
  }
}
