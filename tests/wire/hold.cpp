// A segment that the wire holds: TCP is patient, and nothing comes until we let it.
#include <doctest/doctest.h>
#include <unistd.h>

#include "stage/net/packet_event.hpp"
#include "two_sockets.hpp"

using namespace stickylab;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

WireSpec holding(std::vector<HoldRule> rules) {
  WireSpec spec;
  spec.holds = std::move(rules);
  return spec;
}

}  // namespace

TEST_SUITE("wire") {
  TEST_CASE("a data segment that is held for three seconds is not sent a second time") {
    CHECK(in_a_child([] {
            TwoSockets two(holding({{.from = kSender, .segment = 1, .until_read = 0}}));
            two.send("hello");
            two.for_ms(3000);
            if (!two.received().empty()) return 1;
            const auto held = two.wire->held();
            if (held.size() != 1 || packet_in(held.front()).payload != "hello") return 2;
            if (two.retransmits() != 0) return 3;
            if (!two.wire->release(packet_in(held.front()).id)) return 4;
            if (!two.until([&] { return two.received() == "hello"; })) return 5;
            const auto segments = two.segments();
            if (segments.size() != 1 || segments.front().retransmission) return 6;
            const Packet& packet = segments.front().packet;
            return packet.held && packet.arrived_ns > 3 * kSecond ? 0 : 7;
          }) == 0);
  }

  TEST_CASE("over IPv6 TCP is as patient") {
    if (access("/proc/sys/net/ipv6", F_OK) != 0) return;
    CHECK(in_a_child([] {
            TwoSockets two(
                holding({{.from = kSender, .segment = 1, .until_read = 0}}), [] { return 0; },
                false, AF_INET6);
            two.send("hello");
            two.for_ms(3000);
            const auto held = two.wire->held();
            if (held.size() != 1 || packet_in(held.front()).payload != "hello") return 1;
            if (packet_in(held.front()).way.to != "[2001:db8::2]:8080") return 2;
            if (two.retransmits() != 0) return 3;
            two.wire->release_all();
            if (!two.until([&] { return two.received() == "hello"; })) return 4;
            const auto segments = two.segments();
            return segments.size() == 1 && !segments.front().retransmission ? 0 : 5;
          }) == 0);
  }

  TEST_CASE("what is held is released one by one, in any order, and then all") {
    CHECK(in_a_child([] {
            TwoSockets two(holding({{.from = kSender, .segment = 0, .until_read = 0}}));
            for (const char* word : {"one", "two", "three"}) two.send(word);
            if (!two.until([&] { return two.wire->held().size() == 3; })) return 1;
            const auto held = two.wire->held();
            if (two.wire->release(999)) return 2;
            if (!two.wire->release(packet_in(held[1]).id)) return 3;
            two.for_ms(50);
            if (!two.received().empty()) return 4;  // "two" waits for "one"
            if (!two.wire->release(packet_in(held[0]).id)) return 5;
            if (!two.until([&] { return two.received() == "onetwo"; })) return 6;
            two.wire->release_all();
            if (!two.until([&] { return two.received() == "three"; })) return 7;
            return two.wire->held().empty() && two.wire->underway().empty() ? 0 : 8;
          }) == 0);
  }

  TEST_CASE("a rule can hold a segment until the receiver has read") {
    CHECK(in_a_child([] {
            int reads = 0;
            TwoSockets two(holding({{.from = kSender, .segment = 2, .until_read = 1}}),
                           [&] { return reads; });
            two.send("hel");
            two.send("lo");
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 1;
            if (!two.until([&] { return two.received() == "hel"; })) return 2;
            two.for_ms(50);
            if (!two.received().empty()) return 3;
            reads = 1;
            return two.until([&] { return two.received() == "lo"; }) ? 0 : 4;
          }) == 0);
  }

  TEST_CASE("a held segment that is dropped is recorded as lost") {
    CHECK(in_a_child([] {
            TwoSockets two(holding({{.from = kSender, .segment = 1, .until_read = 0}}));
            two.send("hello");
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 1;
            if (!two.wire->drop(packet_in(two.wire->held().front()).id)) return 2;
            const auto segments = two.segments();
            return segments.size() == 1 && segments.front().packet.fate == Fate::lost ? 0 : 3;
          }) == 0);
  }

  TEST_CASE("where everything is held a connection opens, and then nothing passes, no ACK either") {
    CHECK(in_a_child([] {
            TwoSockets two(
                {}, [] { return 0; }, true);
            two.send("hello");
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 1;
            if (packet_in(two.wire->held().front()).payload != "hello") return 2;
            two.wire->release_all();
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 3;
            const Event ack = two.wire->held().front();
            if (packet_in(ack).from != kReceiver || !packet_in(ack).payload.empty()) return 4;
            if (two.received() != "hello") return 5;
            two.wire->hold_everything(false);
            two.send("world");
            return two.until([&] { return two.received() == "world"; }) ? 0 : 6;
          }) == 0);
  }

  TEST_CASE("of a segment that is dropped, TCP sends a copy once a later one has arrived") {
    CHECK(in_a_child([] {
            TwoSockets two(
                {}, [] { return 0; }, true);
            two.send("hello");
            two.send("world");
            if (!two.until([&] { return two.wire->held().size() == 2; })) return 1;
            if (!two.wire->drop(packet_in(two.wire->held().front()).id)) return 2;
            two.wire->release_all();
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 3;
            if (packet_in(two.wire->held().front()).from != kReceiver) return 4;
            two.wire->release_all();  // the ACK that says what is missing, RFC 2018
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 5;
            const auto again = std::get<Segment>(two.wire->held().front().data);
            if (!again.retransmission || again.packet.payload != "hello") return 6;
            two.wire->release_all();
            return two.until([&] { return two.received() == "helloworld"; }) ? 0 : 7;
          }) == 0);
  }
}
