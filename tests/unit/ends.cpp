#include "stage/net/ends.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>

using namespace stickylab;

namespace {

ParsedPacket packet(const std::string& from, const std::string& to,
                    std::uint8_t protocol = IPPROTO_TCP) {
  ParsedPacket made;
  made.way.from = from;
  made.way.to = to;
  made.protocol = protocol;
  return made;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("who speaks first was started last, and answers come from the other") {
    for (const Actor first : {kReceiver, kSender}) {
      const Actor last = first == kReceiver ? kSender : kReceiver;
      Ends ends(first);
      CHECK(ends.from(packet("127.0.0.1:40000", "127.0.0.1:8080")) == last);
      CHECK(ends.from(packet("127.0.0.1:8080", "127.0.0.1:40000")) == first);
      CHECK(ends.from(packet("127.0.0.1:40000", "127.0.0.1:8080")) == last);
    }
  }

  TEST_CASE("a port stays with its program, whoever speaks to it") {
    Ends ends(kReceiver);
    ends.from(packet("127.0.0.1:40000", "127.0.0.1:69"));
    CHECK(ends.from(packet("127.0.0.1:40001", "127.0.0.1:69")) == kSender);
    // As a TFTP server does: the answer comes from a new port.
    CHECK(ends.from(packet("127.0.0.1:50000", "127.0.0.1:40001")) == kReceiver);
  }

  TEST_CASE("a TCP port and a UDP port of the same number are two") {
    Ends ends(kReceiver);
    ends.from(packet("127.0.0.1:40000", "127.0.0.1:53"));
    CHECK(ends.from(packet("127.0.0.1:53", "127.0.0.1:40000", IPPROTO_UDP)) == kSender);
  }
}
