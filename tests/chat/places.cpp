// Lab 52: HOST:PORT and [HOST]:PORT, and what the system calls have for them.
#include "places.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <stdexcept>
#include <string>

using chat::Place;

namespace {

/// Through the form of the system calls and back.
Place there_and_back(const Place& place, bool of_ipv6) {
  const sockaddr_storage address = chat::address_of(place, of_ipv6);
  CHECK(address.ss_family == (of_ipv6 ? AF_INET6 : AF_INET));
  return chat::place_of(reinterpret_cast<const sockaddr*>(&address));
}

}  // namespace

TEST_CASE("chat: an address of IPv4 and one of IPv6 in brackets are read, each with its port") {
  CHECK(chat::resolve("192.0.2.1:8080") == Place(0xc0000201, 8'080));
  CHECK(chat::resolve("[::ffff:192.0.2.1]:8080") == Place(0xc0000201, 8'080));
  const Place six = chat::resolve("[2001:db8::1]:65535");
  CHECK_FALSE(six.is_ipv4());
  CHECK(six.port == 65'535);
  CHECK(six.address ==
        decltype(six.address){0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  CHECK(chat::resolve("[fe80::1%lo]:1").scope > 0);
}

TEST_CASE("chat: what is no HOST:PORT is refused as such, and what is no host by its name") {
  for (const char* text :
       {"", ":", "8080", ":8080", "host", "host:", "host:x", "host:80x", "host:-1", "host: 80",
        "host:65536", "host:99999999999", "::1:80", "[]:80", "[::1]", "[::1]80", "[::1:80"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(chat::resolve(text), std::invalid_argument);
  }
  for (const char* text : {"[192.0.2.1]:80", "[::g]:80", "1.2.3.400:80"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(chat::resolve(text), std::runtime_error);
  }
}

TEST_CASE("chat: a place is the same after it was an address of the system") {
  for (const char* text : {"[2001:db8::1]:8080", "[::1]:1", "[fe80::1%lo]:5001"}) {
    const Place place = chat::resolve(text);
    CHECK(there_and_back(place, true) == place);
  }
  const Place four(0xc0000201, 8'080);
  CHECK(there_and_back(four, false) == four);
  CHECK(there_and_back(four, true) == four);  // as a socket of IPv6 knows it
}

TEST_CASE("chat: neighbours of IPv6 count as one, of IPv4 each for himself") {
  const auto of = [](const char* text) { return chat::resolve(text).neighbourhood(); };
  CHECK(of("[2001:db8:0:1::1]:1") == of("[2001:db8:0:1:ffff::2]:2"));
  CHECK(of("[2001:db8:0:1::1]:1") != of("[2001:db8:0:2::1]:1"));
  CHECK(of("192.0.2.1:1") == of("192.0.2.1:2"));
  CHECK(of("192.0.2.1:1") != of("192.0.2.2:1"));
  CHECK(of("[::1]:1") != of("0.0.0.1:1"));
}
