// Lab 52: the server against strangers, and who may join.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "by_hand.hpp"

using namespace chat_by_hand;
using chat::Datagram;
using chat::Kind;
using chat::Refusal;

namespace {

constexpr Place kAnn{0xc0000201, 5001};
constexpr Place kBob{0xc0000203, 5002};

/// The same address, another port.
Place at_port(Place place, std::uint16_t port) {
  place.port = port;
  return place;
}
/// 2001:db8:0:1::1, port 5001, with another byte at that place in the address.
Place of_ipv6(std::size_t at = 15, std::uint8_t byte = 1) {
  Place place;
  place.address = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1};
  place.address[at] = byte;
  place.port = 5'001;
  return place;
}

std::uint64_t cookie_for(World& world, const Place& place) {
  return chat::Cookies(kKey).of(place, world.now());
}

std::string request(World& world, const Place& from, Kind kind, std::uint32_t number,
                    const std::string& body) {
  return chat::bytes_of({kind, number, cookie_for(world, from), body});
}

/// The only answer, which begins like this: kind, and for a refusal its reason.
void check_answer(const std::vector<std::string>& answers, Kind kind, Refusal why = {}) {
  REQUIRE(answers.size() == 1);
  const auto answer = chat::parse(answers[0]);
  REQUIRE(answer.has_value());
  CHECK(answer->kind == kind);
  if (kind != Kind::refused) return;
  REQUIRE(answer->body.size() == 1);
  CHECK(static_cast<Refusal>(answer->body[0]) == why);
}

std::string join(World& world, const Place& from, const std::string& name,
                 std::uint32_t number = 1) {
  return request(world, from, Kind::join, number, name);
}

}  // namespace

TEST_CASE("chat: whatever a stranger sends, the answer is not larger, and nothing of him is kept") {
  World world({}, 1);
  std::size_t answers = 0;
  for (std::size_t size = 0; size <= chat::kLargest + 10; size += size < 70 ? 1 : 37) {
    for (int kind = 0; kind < 256; ++kind) {
      std::string bytes = chat::bytes_of({static_cast<Kind>(kind), 7, 99, std::string(1'300, '%')});
      bytes.resize(size, 'x');
      for (const std::string& answer : world.inject(kAnn, bytes)) {
        ++answers;
        CHECK(answer.size() <= bytes.size());
      }
      world.run_for(seconds(1));
    }
  }
  CHECK(answers > 1'000);
  CHECK(world.service().people() == 0);
}

TEST_CASE("chat: a hello of less than 64 bytes gets no answer") {
  World world({}, 1);
  const auto hello = [&](std::size_t size) {
    return world.inject(
        kAnn, chat::bytes_of({Kind::hello, 1, 0, std::string(size - chat::kHeader, '\0')}));
  };
  CHECK(hello(63).empty());
  check_answer(hello(64), Kind::cookie);
}

TEST_CASE("chat: a cookie counts for its own place, for two to four minutes, with this key") {
  const chat::Cookies cookies(kKey);
  const std::uint64_t cookie = cookies.of(kAnn, seconds(119));
  CHECK(cookies.fits(cookie, kAnn, seconds(119)));
  CHECK(cookies.fits(cookie, kAnn, seconds(239)));
  CHECK_FALSE(cookies.fits(cookie, kAnn, seconds(240)));
  CHECK_FALSE(cookies.fits(cookie, kBob, seconds(119)));
  CHECK_FALSE(cookies.fits(cookie, at_port(kAnn, 5'003), seconds(119)));
  CHECK_FALSE(cookies.fits(cookie ^ 1, kAnn, seconds(119)));
  CHECK_FALSE(chat::Cookies({1, 2, 4}).fits(cookie, kAnn, seconds(119)));
}

TEST_CASE("chat: a cookie of IPv6 is of the whole address, its port and its interface") {
  const chat::Cookies cookies(kKey);
  const std::uint64_t cookie = cookies.of(of_ipv6(), seconds(1));
  CHECK(cookies.fits(cookie, of_ipv6(), seconds(1)));
  for (std::size_t at = 0; at < 16; ++at) {
    CHECK_FALSE(cookies.fits(cookie, of_ipv6(at, 0x77), seconds(1)));
  }
  CHECK_FALSE(cookies.fits(cookie, at_port(of_ipv6(), 5'002), seconds(1)));
  Place elsewhere = of_ipv6();
  elsewhere.scope = 2;
  CHECK_FALSE(cookies.fits(cookie, elsewhere, seconds(1)));
}

TEST_CASE("chat: people of IPv4 and of IPv6 are in one room, and each place is one") {
  World world({}, 1);
  const Place carl = of_ipv6(15, 2);
  check_answer(world.inject(kAnn, join(world, kAnn, "ann")), Kind::ack);
  check_answer(world.inject(of_ipv6(), join(world, of_ipv6(), "bob")), Kind::ack);
  check_answer(world.inject(carl, join(world, carl, "bob")), Kind::refused, Refusal::taken);
  check_answer(world.inject(carl, join(world, carl, "carl")), Kind::ack);
  CHECK(world.service().people() == 3);
  const std::string to_bob = chat::body_of({"bob", "hi"});
  check_answer(world.inject(kAnn, request(world, kAnn, Kind::say, 2, to_bob)), Kind::ack);
}

TEST_CASE("chat: 2^64 addresses of IPv6 that begin alike get five answers a second together") {
  World world({}, 1);
  const std::string hello = chat::bytes_of({Kind::hello, 1, 0, std::string(48, '\0')});
  std::size_t answers = 0;
  for (std::uint8_t byte = 1; byte <= 100; ++byte) {
    answers += world.inject(of_ipv6(8 + byte % 8, byte), hello).size();
  }
  CHECK(answers == 5);
  CHECK(world.inject(of_ipv6(7, 2), hello).size() == 1);
}

TEST_CASE("chat: strangers get five answers a second and address, and others still get theirs") {
  World world({}, 1);
  const std::string hello = chat::bytes_of({Kind::hello, 1, 0, std::string(48, '\0')});
  std::size_t answers = 0;
  for (std::uint16_t port = 1; port <= 100; ++port) {
    answers += world.inject(at_port(kAnn, port), hello).size();
  }
  CHECK(answers == 5);
  CHECK(world.inject(kBob, hello).size() == 1);
  world.run_for(seconds(1));
  CHECK(world.inject(kAnn, hello).size() == 1);
}

TEST_CASE("chat: one place gets twenty answers a second") {
  World world({}, 1);
  std::size_t answers = 0;
  for (int i = 0; i < 100; ++i)
    answers += world.inject(kAnn, request(world, kAnn, Kind::echo, 1, "x")).size();
  CHECK(answers == 20);
  CHECK(world.inject(kBob, request(world, kBob, Kind::echo, 1, "x")).size() == 1);
}

TEST_CASE("chat: with a cookie echo, the three times and a refused format are answered") {
  World world({}, 1);
  const auto asked = [&](Kind kind, const std::string& body) {
    return world.inject(kAnn, request(world, kAnn, kind, 3, body));
  };
  const auto echoed = asked(Kind::echo, std::string("a\0b", 3));
  check_answer(echoed, Kind::echoed);
  CHECK(chat::parse(echoed[0])->body == std::string("a\0b", 3));
  check_answer(asked(Kind::time, std::string(8, '\0')), Kind::times);
  check_answer(asked(Kind::format, "%Y"), Kind::formatted);
  check_answer(asked(Kind::format, "%400Y"), Kind::refused, Refusal::bad_format);
  check_answer(asked(Kind::format, "\xff"), Kind::formatted);
  check_answer(asked(Kind::format, std::string(1, '\0')), Kind::refused, Refusal::bad_format);
  check_answer(asked(Kind::old32, ""), Kind::seconds);
  CHECK(asked(Kind::time, "short").empty());
  CHECK(asked(Kind::deliver, "what only a server says").empty());
}

TEST_CASE("chat: who may join, and a name is free again after 60 seconds of silence or a leave") {
  World world({}, 1);
  check_answer(world.inject(kAnn, join(world, kAnn, "ann")), Kind::ack);
  check_answer(world.inject(kAnn, join(world, kAnn, "ann")), Kind::ack);  // the same again
  CHECK(world.service().people() == 1);
  check_answer(world.inject(kBob, join(world, kBob, "ann")), Kind::refused, Refusal::taken);
  check_answer(world.inject(kBob, join(world, kBob, "a\x1b")), Kind::refused, Refusal::bad_name);
  world.run_for(seconds(59));
  check_answer(world.inject(kBob, join(world, kBob, "ann")), Kind::refused, Refusal::taken);
  world.run_for(seconds(2));
  CHECK(world.service().people() == 0);
  check_answer(world.inject(kBob, join(world, kBob, "ann", 8)), Kind::ack);
  check_answer(world.inject(kBob, request(world, kBob, Kind::leave, 9, "")), Kind::ack);
  check_answer(world.inject(kAnn, join(world, kAnn, "ann")), Kind::ack);
}

TEST_CASE("chat: an old leave that comes late does not end the next conversation of that place") {
  World world({}, 1);
  world.inject(kAnn, join(world, kAnn, "ann", 1));
  world.inject(kAnn, request(world, kAnn, Kind::leave, 2, ""));
  world.inject(kAnn, join(world, kAnn, "ann", 5'000));
  check_answer(world.inject(kAnn, request(world, kAnn, Kind::leave, 2, "")), Kind::ack);
  CHECK(world.service().people() == 1);
}

TEST_CASE("chat: 256 people, and for the next one it is full") {
  World world({}, 1);
  for (std::uint16_t i = 0; i <= 256; ++i) {
    const Place from{0xc0000300U + i, i};
    const auto answers = world.inject(from, join(world, from, "p" + std::to_string(i)));
    check_answer(answers, i < 256 ? Kind::ack : Kind::refused, Refusal::full);
  }
}

TEST_CASE("chat: a message again gets the same answer again, and is held once") {
  World world({}, 1);
  world.inject(kAnn, join(world, kAnn, "ann", 1));
  world.inject(kBob, join(world, kBob, "bob", 1));
  const auto say = [&](std::uint32_t number, const std::string& to) {
    return world.inject(kAnn, request(world, kAnn, Kind::say, number, chat::body_of({to, "hi"})));
  };
  for (int i = 0; i < 3; ++i) check_answer(say(2, "carl"), Kind::refused, Refusal::nobody);
  world.inject(Place{1, 1}, join(world, {1, 1}, "carl", 1));
  check_answer(say(2, "carl"), Kind::refused, Refusal::nobody);  // it was answered
  for (int i = 0; i < 3; ++i) check_answer(say(3, "bob"), Kind::ack);
  check_answer(say(2, "carl"), Kind::ack);  // old: it is not asked about any more
  check_answer(world.inject(kBob, request(world, kBob, Kind::say, 2, "\x40")), Kind::refused,
               Refusal::bad_text);
  CHECK(say(1'000, "bob").empty());
  const Place dora{2, 2};
  check_answer(world.inject(dora, request(world, dora, Kind::say, 2, chat::body_of({"bob", "hi"}))),
               Kind::refused, Refusal::not_joined);
}

TEST_CASE("chat: 64 messages wait for a friend, the next one is refused") {
  World world({}, 1);
  world.inject(kAnn, join(world, kAnn, "ann", 1));
  world.inject(kBob, join(world, kBob, "bob", 1));
  for (std::uint32_t number = 2; number < 2 + 65; ++number) {
    if (number % 16 == 0) world.run_for(seconds(1));
    const std::string say = request(world, kAnn, Kind::say, number, chat::body_of({"bob", "hi"}));
    check_answer(world.inject(kAnn, say), number < 2 + 64 ? Kind::ack : Kind::refused,
                 Refusal::busy);
  }
}
