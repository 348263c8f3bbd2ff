// What the wire does to what crosses it.
#include <doctest/doctest.h>
#include <poll.h>

#include "two_sockets.hpp"

using namespace stickylab;

namespace {

constexpr std::int64_t kMs = 1'000'000;

WireSpec with_rtt(double ms) {
  WireSpec spec;
  spec.rtt_ms = ms;
  return spec;
}

}  // namespace

TEST_SUITE("wire") {
  TEST_CASE("each way takes half of the round-trip time, and never less") {
    CHECK(in_a_child([] {
            TwoSockets two(with_rtt(40));
            two.send("hello");
            if (!two.until([&] { return two.received() == "hello"; })) return 1;
            const auto segments = two.segments();
            if (segments.size() != 1) return 2;
            const std::int64_t way_ns =
                segments.front().packet.arrived_ns - segments.front().left_ns;
            if (way_ns < 20 * kMs) return 3;
            return way_ns < 500 * kMs ? 0 : 4;  // what a loaded machine may add
          }) == 0);
  }

  TEST_CASE("a packet says by how much the wire handed it on late, if a person would notice") {
    CHECK(in_a_child([] {
            TwoSockets two(with_rtt(0));
            two.send("late");
            constexpr int kBusyMs = 20;
            poll(nullptr, 0, kBusyMs);  // the wire does not run meanwhile, as on a busy machine
            if (!two.until([&] { return two.received() == "late"; })) return 1;
            two.send("on time");
            if (!two.until([&] { return two.received() == "on time"; })) return 2;
            const auto segments = two.segments();
            if (segments.size() != 2) return 3;
            if (segments.front().packet.late_ns < kBusyMs * kMs) return 4;
            for (const auto& segment : segments) {
              const std::int64_t took_ns = segment.packet.arrived_ns - segment.left_ns;
              if (segment.packet.late_ns > took_ns) return 5;
              if (segment.packet.late_ns == 0 && took_ns > kWireLateNs + kMs) return 6;
            }
            return 0;
          }) == 0);
  }

  TEST_CASE("a segment says what it carries, and segments that follow each other fit together") {
    CHECK(in_a_child([] {
            TwoSockets two(with_rtt(0));
            two.send("hello");
            two.send("world");
            std::string all;
            if (!two.until([&] { return (all += two.received()) == "helloworld"; })) return 1;
            const auto segments = two.segments();
            if (segments.size() != 2) return 2;
            const Segment& first = segments[0];
            const Segment& second = segments[1];
            if (first.seq != 1 || first.packet.payload != "hello") return 3;
            if (second.seq != 6 || second.packet.payload != "world") return 4;
            return first.packet.way.to == "192.0.2.2:8080" && first.ack == 1 ? 0 : 5;
          }) == 0);
  }

  TEST_CASE("a lost segment is sent again, and both are recorded") {
    CHECK(in_a_child([] {
            WireSpec spec = with_rtt(0);
            spec.holds = {{.from = kSender, .segment = 1, .until_read = 0}};
            TwoSockets two(spec);
            for (const char* word : {"one", "two", "three", "four", "five"}) two.send(word);
            if (!two.until([&] { return two.wire->held().size() == 1; })) return 1;
            // Four segments behind the lost one: their duplicate ACKs make TCP send it again.
            const auto held = two.wire->held();
            if (!two.wire->drop(std::get<Segment>(held.front().data).packet.id)) return 2;
            std::string all;
            if (!two.until([&] { return (all += two.received()) == "onetwothreefourfive"; }))
              return 3;
            int again = 0;
            for (const Segment& segment : two.segments())
              if (segment.retransmission && segment.packet.payload.starts_with("one")) ++again;
            return again == 1 ? 0 : 4;
          }) == 0);
  }

  TEST_CASE("a thousand segments a second are all seen") {
    CHECK(in_a_child([] {
            TwoSockets two(with_rtt(0));
            int sent = 0;
            std::size_t bytes = 0;
            {
              const Timer sending(two.loop, 1, 1, [&] {
                if (sent == 2000) return;
                ++sent;
                two.send("0123456789");
              });
              if (!two.until([&] { return (bytes += two.received().size()) == 20'000; })) return 1;
            }
            const auto segments = two.segments();
            std::size_t carried = 0;
            for (const Segment& segment : segments)
              if (!segment.retransmission) carried += segment.packet.payload.size();
            return carried == 20'000 && segments.size() >= 2000 ? 0 : 2;
          }) == 0);
  }
}
