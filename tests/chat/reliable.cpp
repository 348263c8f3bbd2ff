// Lab 52: one direction of messages over datagrams that are lost, doubled and swapped.
#include "reliable.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using chat::Kind;
using chat::Outbox;
using chat::RoundTrip;
using chat::Time;
using chat::Window;
using Seen = Window::Seen;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr int kMessages = 10'000;

struct Flight {
  std::uint32_t number = 0;
  bool is_ack = false;
};

struct Exchange {
  std::vector<std::uint32_t> shown;
  std::set<std::uint32_t> acked;
  std::set<std::uint32_t> given_up;
  std::size_t sent = 0;
};

/// `count` messages from one end to the other; each datagram is lost with that chance, and comes
/// after up to two seconds, so that later ones overtake; one of five comes twice.
Exchange exchange(int count, unsigned lost_percent, std::uint32_t seed) {
  std::mt19937 random(seed);
  const std::uint32_t before = random() * 3;
  Outbox outbox(before, seed);
  Window window(before);
  std::multimap<Time, Flight> flying;
  Exchange done;
  Time now{};
  const auto carry = [&](Flight flight) {
    ++done.sent;
    for (int copies = random() % 5 == 0 ? 2 : 1; copies > 0; --copies) {
      if (random() % 100 < lost_percent) continue;
      flying.emplace(now + milliseconds(random() % 2 == 0 ? 5 : random() % 2'000), flight);
    }
  };
  const auto arrive = [&](Flight flight) {
    if (flight.is_ack) {
      if (outbox.acked(flight.number, now)) done.acked.insert(flight.number);
      return;
    }
    const Seen seen = window.take(flight.number);
    if (seen == Seen::fresh) done.shown.push_back(flight.number);
    if (seen != Seen::late) carry({flight.number, true});
  };
  for (int left = count; left > 0 || outbox.next();) {
    while (left > 0 && outbox.push(Kind::say, {})) --left;
    while (const auto lost = outbox.given_up(now)) done.given_up.insert(lost->number);
    if (const auto* message = outbox.due(now)) carry({message->number, false});
    const Time next = outbox.next().value_or(now);
    if (!flying.empty() && flying.begin()->first <= next) {
      now = flying.begin()->first;
      const Flight flight = flying.begin()->second;
      flying.erase(flying.begin());
      arrive(flight);
    } else {
      now = std::max(now, next);
    }
  }
  return done;
}

void check_promise(const Exchange& done, int count) {
  const std::set<std::uint32_t> shown(done.shown.begin(), done.shown.end());
  CHECK(shown.size() == done.shown.size());  // each once
  for (std::size_t i = 1; i < done.shown.size(); ++i) {
    CHECK(chat::after(done.shown[i], done.shown[i - 1]) > 0);  // in order
  }
  CHECK(done.acked.size() + done.given_up.size() == static_cast<std::size_t>(count));
  CHECK(std::includes(shown.begin(), shown.end(), done.acked.begin(), done.acked.end()));
}

}  // namespace

TEST_CASE(
    "chat: each message is shown once and in order, or was reported undelivered, at 0 to 50 % "
    "loss") {
  for (const unsigned lost : {0U, 1U, 10U, 25U, 50U}) {
    for (const std::uint32_t seed : {1U, 2U}) {
      CAPTURE(lost);
      CAPTURE(seed);
      check_promise(exchange(kMessages, lost, seed), kMessages);
    }
  }
}

TEST_CASE(
    "chat: at 100 % loss nothing is shown, everything reported, and each was tried five times") {
  const Exchange done = exchange(10, 100, 1);
  CHECK(done.shown.empty());
  CHECK(done.given_up.size() == 10);
  CHECK(done.sent == 50);
}

TEST_CASE("chat: the waiting time follows the measurements as RFC 6298 says, from 0.2 to 4 s") {
  RoundTrip trip;
  CHECK(trip.wait() == seconds(1));
  trip.measured(milliseconds(400));  // SRTT 400, RTTVAR 200
  CHECK(trip.wait() == milliseconds(1'200));
  trip.measured(milliseconds(400));  // RTTVAR 150
  CHECK(trip.wait() == milliseconds(1'000));
  trip.measured(milliseconds(800));  // RTTVAR 212.5, SRTT 450
  CHECK(trip.wait() == milliseconds(1'300));
  trip.back_off();
  CHECK(trip.wait() == milliseconds(2'600));
  trip.back_off();
  CHECK(trip.wait() == seconds(4));
  for (int i = 0; i < 100; ++i) trip.measured(milliseconds(1));
  CHECK(trip.wait() == milliseconds(200));
}

TEST_CASE("chat: the answer to a second try is no measurement, and the longer wait stays") {
  Outbox outbox(0, 1);
  outbox.push(Kind::say, "a");
  REQUIRE(outbox.due(Time(0)) != nullptr);
  CHECK(outbox.due(milliseconds(999)) == nullptr);
  REQUIRE(outbox.due(milliseconds(1'501)) != nullptr);
  CHECK(outbox.wait() == seconds(2));
  CHECK(outbox.acked(1, milliseconds(1'510)));
  CHECK(outbox.wait() == seconds(2));
  outbox.push(Kind::say, "b");
  REQUIRE(outbox.due(seconds(10)) != nullptr);
  CHECK(outbox.acked(2, seconds(10) + milliseconds(50)));
  CHECK(outbox.wait() == milliseconds(200));
}

TEST_CASE("chat: a message waits until the one before it is through, and 64 wait at most") {
  Outbox outbox(0xfffffffe, 1);
  CHECK(outbox.push(Kind::say, "a") == 0xffffffff);
  CHECK(outbox.push(Kind::say, "b") == 0);  // numbers go on at 0
  CHECK(outbox.due(Time(0))->body == "a");
  CHECK_FALSE(outbox.acked(0, Time(1)));  // it was not sent
  CHECK(outbox.acked(0xffffffff, Time(1)));
  CHECK_FALSE(outbox.acked(0xffffffff, Time(2)));
  CHECK(outbox.due(Time(2))->body == "b");
  for (std::size_t i = 1; i < Outbox::kMost; ++i) CHECK(outbox.push(Kind::say, {}));
  CHECK_FALSE(outbox.push(Kind::say, {}));
}

TEST_CASE("chat: after five tries a message is given up, and the next one has its five") {
  Outbox outbox(0, 1);
  outbox.push(Kind::say, "a");
  outbox.push(Kind::say, "b");
  std::vector<std::string> sent;
  std::vector<std::string> lost;
  for (Time now{}; outbox.next(); now += milliseconds(50)) {
    if (const auto message = outbox.given_up(now)) lost.push_back(message->body);
    if (const auto* message = outbox.due(now)) sent.push_back(message->body);
  }
  CHECK(sent == std::vector<std::string>{"a", "a", "a", "a", "a", "b", "b", "b", "b", "b"});
  CHECK(lost == std::vector<std::string>{"a", "b"});
}

TEST_CASE("chat: the window knows 64 numbers, and takes none that is far away") {
  Window window(10);
  CHECK(window.take(10) == Seen::again);
  CHECK(window.take(11) == Seen::fresh);
  CHECK(window.take(11) == Seen::again);
  CHECK(window.take(13) == Seen::fresh);
  CHECK(window.take(12) == Seen::late);  // it was given up: 13 is shown already
  CHECK(window.take(9) == Seen::late);
  CHECK(window.take(13 + 63) == Seen::fresh);
  CHECK(window.take(13) == Seen::again);
  CHECK(window.take(11) == Seen::late);
  CHECK(window.take(13 + 63 + 64) == Seen::late);
  CHECK(window.take(0) == Seen::late);
  Window at_the_end(0xffffffff);
  CHECK(at_the_end.take(0) == Seen::fresh);
  CHECK(at_the_end.take(0xffffffff) == Seen::again);
}
