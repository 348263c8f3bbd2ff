#include "stage/net/frame.hpp"

#include <doctest/doctest.h>

#include "recording/recording.hpp"

using namespace stickylab;

namespace {

/// Ethernet, IPv4 192.0.2.1 -> 192.0.2.2, as they were on the wire of lab 01.
const std::string kEthernet = from_hex("0a00000000020a00000000010800");

std::string ip(const std::string& transport, const std::string& protocol,
               const std::string& fragment = "4000") {
  const std::size_t total = 20 + transport.size();
  const std::string length{static_cast<char>(total >> 8), static_cast<char>(total)};
  return kEthernet +
         from_hex("4500" + to_hex(length) + "abcd" + fragment + "40" + protocol +
                  "0000c0000201c0000202") +
         transport;
}

/// Ethernet, IPv6 2001:db8::1 -> 2001:db8::2; `next` is the protocol of what follows.
std::string ip6(const std::string& contents, const std::string& next) {
  const std::string length{static_cast<char>(contents.size() >> 8),
                           static_cast<char>(contents.size())};
  return kEthernet.substr(0, 12) +
         from_hex(
             "86dd"
             "60000000" +
             to_hex(length) + next + "40" +
             "20010db8000000000000000000000001"
             "20010db8000000000000000000000002") +
         contents;
}

/// Port 40000 -> 8080, seq 1000, ack 2000, PSH ACK, window 502, no options.
const std::string kTcpHeader = from_hex(
    "9c40"
    "1f90"
    "000003e8"
    "000007d0"
    "5018"
    "01f6"
    "0000"
    "0000");
/// A SYN with MSS, SACK permitted, timestamps, NOP, window scale 7.
const std::string kSynHeader = from_hex(
    "9c40"
    "1f90"
    "000003e7"
    "00000000"
    "a002"
    "faf0"
    "0000"
    "0000"
    "020405b4"
    "0402"
    "080a0000000100000000"
    "01"
    "030307");
const std::string kUdpHeader = from_hex(
    "9c40"
    "1f90"
    "0011"
    "0000");

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a TCP segment is read field by field") {
    const std::string frame = ip(kTcpHeader + "hello", "06");
    const auto packet = parse_frame(frame);
    REQUIRE(packet);
    CHECK(packet->protocol == 6);
    CHECK(packet->way.from == "192.0.2.1:40000");
    CHECK(packet->way.to == "192.0.2.2:8080");
    CHECK(packet->seq == 1000);
    CHECK(packet->ack == 2000);
    CHECK(packet->flags == (kPsh | kAck));
    CHECK(packet->window == 502);
    CHECK_FALSE(packet->window_scale);
    CHECK(packet->payload == "hello");
    CHECK(std::string(packet->headers) + std::string(packet->payload) == frame);
  }

  TEST_CASE("the window scale is found behind other options") {
    const auto packet = parse_frame(ip(kSynHeader, "06"));
    REQUIRE(packet);
    CHECK(packet->flags == kSyn);
    REQUIRE(packet->window_scale);
    CHECK(*packet->window_scale == 7);
  }

  TEST_CASE("Ethernet padding is no payload") {
    const std::string frame = ip(kTcpHeader, "06") + std::string(6, '\0');
    const auto packet = parse_frame(frame);
    REQUIRE(packet);
    CHECK(packet->payload.empty());
  }

  TEST_CASE("of a datagram in fragments, the first has ports and the others have an offset") {
    const std::string first = ip(kUdpHeader + "hello", "11", "2000");
    const auto one = parse_frame(first);
    REQUIRE(one);
    CHECK(one->way.from == "192.0.2.1:40000");
    CHECK(one->more_fragments);
    CHECK(one->payload == "hello");
    const std::string second = ip("world", "11", "0002");
    const auto two = parse_frame(second);
    REQUIRE(two);
    CHECK(two->way.from == "192.0.2.1");
    CHECK_FALSE(two->more_fragments);
    CHECK(two->fragment_offset == 16);
    CHECK(two->payload == "world");
  }

  TEST_CASE("IPv6 has its address in brackets, and no id") {
    const std::string tcp = ip6(kTcpHeader + "hello", "06") + std::string(6, '\0');
    const auto segment = parse_frame(tcp);
    REQUIRE(segment);
    CHECK(segment->protocol == 6);
    CHECK(segment->way.from == "[2001:db8::1]:40000");
    CHECK(segment->way.to == "[2001:db8::2]:8080");
    CHECK(segment->seq == 1000);
    CHECK(segment->id == 0);
    CHECK(segment->payload == "hello");
    CHECK(tcp.starts_with(std::string(segment->headers) + "hello"));
    const std::string udp = ip6(kUdpHeader + "hello", "11");
    const auto datagram = parse_frame(udp);
    REQUIRE(datagram);
    CHECK(datagram->protocol == 17);
    CHECK(datagram->way.to == "[2001:db8::2]:8080");
    CHECK_FALSE(datagram->more_fragments);
    CHECK(datagram->payload == "hello");
  }

  TEST_CASE("extension headers of IPv6 are passed over") {
    const std::string hop_by_hop = from_hex(
        "3c00"
        "050200000100");
    const std::string options = from_hex(
        "0601"
        "010c000000000000000000000000");
    const std::string frame = ip6(hop_by_hop + options + kTcpHeader + "hello", "00");
    const auto packet = parse_frame(frame);
    REQUIRE(packet);
    CHECK(packet->protocol == 6);
    CHECK(packet->way.from == "[2001:db8::1]:40000");
    CHECK(packet->payload == "hello");
  }

  TEST_CASE("a fragment of IPv6 says its place in a header of its own") {
    const std::string first = ip6(from_hex("1100"
                                           "0001"
                                           "89abcdef") +
                                      kUdpHeader + "hello",
                                  "2c");
    const auto one = parse_frame(first);
    REQUIRE(one);
    CHECK(one->way.from == "[2001:db8::1]:40000");
    CHECK(one->id == 0x89abcdef);
    CHECK(one->more_fragments);
    CHECK(one->fragment_offset == 0);
    CHECK(one->payload == "hello");
    const std::string second = ip6(from_hex("1100"
                                            "0010"
                                            "89abcdef") +
                                       "world",
                                   "2c");
    const auto two = parse_frame(second);
    REQUIRE(two);
    CHECK(two->way.from == "[2001:db8::1]");
    CHECK(two->id == 0x89abcdef);
    CHECK_FALSE(two->more_fragments);
    CHECK(two->fragment_offset == 16);
    CHECK(two->payload == "world");
    CHECK_FALSE(parse_frame(ip6(from_hex("0600"
                                         "0010"
                                         "89abcdef") +
                                    kTcpHeader,
                                "2c")));
  }

  TEST_CASE("IPv6 that is cut short, or neither TCP nor UDP, is nothing") {
    const std::string whole = ip6(from_hex("0600"
                                           "0000"
                                           "00000001") +
                                      kSynHeader + "hello",
                                  "2c");
    REQUIRE(parse_frame(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(parse_frame(std::string_view(whole).substr(0, size)));
    }
    CHECK_FALSE(parse_frame(ip6(from_hex("8700000000000000"), "3a")));  // ICMPv6
    CHECK_FALSE(parse_frame(ip6(from_hex("06ff"
                                         "050200000100"),
                                "00")));  // longer than all
    CHECK_FALSE(parse_frame(ip6(from_hex("0600"
                                         "050200000100"),
                                "00")));  // nothing behind it
    CHECK_FALSE(parse_frame(ip6("", "00")));
  }

  TEST_CASE("an ICMP error quotes the packet that it is about, and stands in the headers") {
    const std::string quote = ip(from_hex("9c401f9000090000"), "11").substr(14);
    const std::string error = from_hex("0303000000000000") + quote;
    const std::string frame = ip(error, "01");
    const auto packet = parse_frame(frame);
    REQUIRE((packet && packet->icmp));
    CHECK(packet->way == Way{"192.0.2.1", "192.0.2.2"});
    CHECK(packet->icmp->type == 3);
    CHECK(packet->icmp->code == 3);
    CHECK(packet->icmp->protocol == 17);
    CHECK(packet->icmp->quoted == Way{"192.0.2.1:40000", "192.0.2.2:8080"});
    CHECK(packet->headers == frame);
    CHECK(packet->payload.empty());
    CHECK_FALSE(parse_frame(ip(from_hex("0800000000000000") + quote, "01")));  // an echo
    CHECK_FALSE(parse_frame(ip(error.substr(0, 8 + 20 + 3), "01")));           // without ports
  }

  TEST_CASE("an ICMP error of IPv6 does so as well, and neighbour discovery is none") {
    const std::string quote = ip6(from_hex("9c401f9000080000"), "11").substr(14);
    const auto packet = parse_frame(ip6(from_hex("0104000000000000") + quote, "3a"));
    REQUIRE((packet && packet->icmp));
    CHECK(packet->icmp->type == 1);
    CHECK(packet->icmp->code == 4);
    CHECK(packet->icmp->quoted == Way{"[2001:db8::1]:40000", "[2001:db8::2]:8080"});
    CHECK_FALSE(parse_frame(ip6(from_hex("8700000000000000") + quote, "3a")));
  }

  TEST_CASE("what is cut short, or neither TCP nor UDP over IPv4, is nothing") {
    const std::string whole = ip(kSynHeader + "hello", "06");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(parse_frame(std::string_view(whole).substr(0, size)));
    }
    CHECK_FALSE(parse_frame(ip(kTcpHeader, "01")));  // ICMP
    std::string arp = whole;
    arp[13] = 6;  // 0x0806
    CHECK_FALSE(parse_frame(arp));
    std::string endless = ip(kSynHeader, "06");
    endless[14 + 20 + 21] = 0;  // an option of length 0
    const auto packet = parse_frame(endless);
    REQUIRE(packet);
    CHECK_FALSE(packet->window_scale);
  }
}
