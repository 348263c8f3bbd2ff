#include "stage/net/flows.hpp"

#include <doctest/doctest.h>

using namespace stickylab;

namespace {

ParsedPacket from_client(std::uint8_t flags, std::uint32_t seq, std::uint32_t ack,
                         std::string_view payload = {}) {
  ParsedPacket packet;
  packet.way.from = "192.0.2.1:40000";
  packet.way.to = "192.0.2.2:8080";
  packet.protocol = 6;
  packet.flags = flags;
  packet.seq = seq;
  packet.ack = ack;
  packet.window = 500;
  packet.payload = payload;
  return packet;
}

ParsedPacket from_server(std::uint8_t flags, std::uint32_t seq, std::uint32_t ack) {
  ParsedPacket packet = from_client(flags, seq, ack);
  packet.way = packet.way.back();
  return packet;
}

/// Client's first sequence number: it wraps around in the middle of the first message.
constexpr std::uint32_t kClient = 0xfffffffd;
constexpr std::uint32_t kServer = 5000;

void shake_hands(Flows& flows) {
  ParsedPacket syn = from_client(kSyn, kClient, 0);
  ParsedPacket answer = from_server(kSyn | kAck, kServer, kClient + 1);
  syn.window_scale = 7;
  answer.window_scale = 3;
  CHECK(flows.number(syn).seq == 0);
  const Segment second = flows.number(answer);
  CHECK(second.seq == 0);
  CHECK(second.ack == 1);
  CHECK(second.window == 500);  // that of a SYN is never scaled, RFC 7323
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("sequence numbers count from the SYN, also where they wrap around") {
    Flows flows;
    shake_hands(flows);
    const Segment first = flows.number(from_client(kAck, kClient + 1, kServer + 1, "hello"));
    const Segment second = flows.number(from_client(kAck, kClient + 6, kServer + 1, "world"));
    CHECK(first.seq == 1);
    CHECK(second.seq == 6);
    CHECK(first.ack == 1);
    CHECK(flows.number(from_server(kAck, kServer + 1, kClient + 11)).ack == 11);
  }

  TEST_CASE("a window is scaled by what its own SYN announced") {
    Flows flows;
    shake_hands(flows);
    CHECK(flows.number(from_client(kAck, kClient + 1, kServer + 1)).window == 500U << 7);
    CHECK(flows.number(from_server(kAck, kServer + 1, kClient + 1)).window == 500U << 3);
  }

  TEST_CASE("what has left before is a retransmission, a part of it with something new is not") {
    Flows flows;
    shake_hands(flows);
    const auto sends = [&](std::uint32_t at, std::string_view bytes) {
      return flows.number(from_client(kAck, kClient + at, kServer + 1, bytes)).retransmission;
    };
    CHECK_FALSE(sends(1, "hello"));
    CHECK(sends(1, "hello"));
    CHECK(sends(2, "ell"));
    CHECK_FALSE(sends(4, "loworld"));
    CHECK_FALSE(sends(11, ""));  // a bare ACK is never one
  }

  TEST_CASE("a FIN takes a number, and is sent again like data") {
    Flows flows;
    shake_hands(flows);
    CHECK_FALSE(flows.number(from_client(kFin | kAck, kClient + 1, kServer + 1)).retransmission);
    CHECK(flows.number(from_client(kFin | kAck, kClient + 1, kServer + 1)).retransmission);
  }

  TEST_CASE("a new SYN between the same ports begins a new stream") {
    Flows flows;
    shake_hands(flows);
    flows.number(from_client(kAck, kClient + 1, kServer + 1, "hello"));
    CHECK(flows.number(from_client(kSyn, 77, 0)).seq == 0);
    const Segment again = flows.number(from_client(kAck, 78, 0, "hello"));
    CHECK(again.seq == 1);
    CHECK_FALSE(again.retransmission);
  }
}
