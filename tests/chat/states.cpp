// Lab 52: each kind of datagram, well made and badly made, in each state of its receiver.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "by_hand.hpp"

using namespace chat_by_hand;
using chat::Kind;
using chat::Refusal;

namespace {

constexpr Place kOne{0xc0000201, 5001};
constexpr Place kAnother{0xc0000203, 5002};
constexpr int kKinds = 25;  // more than there are

enum class State : std::uint8_t { stranger, known, joined, left, forgotten, server_anew };
constexpr std::array kStates = {State::stranger, State::known,     State::joined,
                                State::left,     State::forgotten, State::server_anew};

std::string asking(World& world, const Place& from, Kind kind, std::uint32_t number,
                   const std::string& body) {
  return chat::bytes_of({kind, number, chat::Cookies(kKey).of(from, world.now()), body});
}

/// A server to which kOne stands so.
std::unique_ptr<World> in(State state) {
  auto world = std::make_unique<World>(Wire{}, 1);
  if (state == State::stranger || state == State::known) return world;
  world->inject(kOne, asking(*world, kOne, Kind::join, 1, "ann"));
  if (state == State::left) world->inject(kOne, asking(*world, kOne, Kind::leave, 2, ""));
  if (state == State::forgotten) world->run_for(seconds(61));
  if (state == State::server_anew) world->begin_anew();
  return world;
}

struct Answer {
  std::optional<Kind> kind;  // nothing: there is none
  Refusal why{};

  bool operator==(const Answer&) const = default;
};

Answer answer_in(const std::vector<std::string>& datagrams) {
  if (datagrams.empty()) return {};
  CHECK(datagrams.size() == 1);
  const auto answer = chat::parse(datagrams[0]);
  REQUIRE(answer.has_value());
  const bool refused = answer->kind == Kind::refused;
  return {answer->kind, refused ? static_cast<Refusal>(answer->body.at(0)) : Refusal{}};
}

Answer refused(Refusal why) { return {Kind::refused, why}; }

std::string good_body(Kind kind) {
  if (kind == Kind::hello) return std::string(48, '\0');
  if (kind == Kind::time) return std::string(8, '\1');
  if (kind == Kind::format) return "%Y";
  if (kind == Kind::join) return "ann";
  if (kind == Kind::say) return chat::body_of({"ann", "hi"});
  return {};
}

/// The page of the protocol says so.
Answer wanted(State state, Kind kind) {
  if (kind == Kind::hello) return {Kind::cookie};
  if (state == State::stranger) {
    const bool is_kind = kind >= Kind::cookie && kind <= chat::kLastKind;
    return is_kind ? Answer{Kind::stale} : Answer{};
  }
  if (kind == Kind::echo) return {Kind::echoed};
  if (kind == Kind::time) return {Kind::times};
  if (kind == Kind::format) return {Kind::formatted};
  if (kind == Kind::old32) return {Kind::seconds};
  if (kind == Kind::join || kind == Kind::leave) return {Kind::ack};
  if (kind != Kind::say && kind != Kind::here) return {};
  return state == State::joined ? Answer{Kind::ack} : refused(Refusal::not_joined);
}

/// In state `joined`, with a body of 0xff.
Answer wanted_of_bad(Kind kind, std::size_t size) {
  if (kind == Kind::hello) return size < 48 ? Answer{} : Answer{Kind::cookie};
  if (kind == Kind::time) return {};
  if (kind == Kind::format && size > 64) return refused(Refusal::bad_format);
  if (kind == Kind::join) return refused(Refusal::bad_name);
  if (kind == Kind::say) return refused(Refusal::bad_text);
  return wanted(State::joined, kind);
}

}  // namespace

TEST_CASE("chat: each kind in each state of the server has the answer of the protocol's page") {
  for (const State state : kStates) {
    for (int number = 0; number < kKinds; ++number) {
      CAPTURE(static_cast<int>(state));
      CAPTURE(number);
      const auto world = in(state);
      const auto kind = static_cast<Kind>(number);
      std::string bytes = asking(*world, kOne, kind, 3, good_body(kind));
      if (state == State::stranger) bytes = chat::bytes_of({kind, 3, 99, good_body(kind)});
      CHECK((answer_in(world->inject(kOne, bytes)) == wanted(state, kind)));
      const auto next = world->inject(kAnother, asking(*world, kAnother, Kind::echo, 1, "x"));
      CHECK((answer_in(next) == Answer{Kind::echoed}));
    }
  }
}

TEST_CASE("chat: a body that is none of this kind is refused or dropped, and the state stays") {
  for (int number = 0; number < kKinds; ++number) {
    for (const std::size_t size : {1, 7, 9, 47, 65, 1'184}) {
      CAPTURE(number);
      CAPTURE(size);
      const auto world = in(State::joined);
      const auto kind = static_cast<Kind>(number);
      const std::string bytes = asking(*world, kOne, kind, 3, std::string(size, '\xff'));
      CHECK((answer_in(world->inject(kOne, bytes)) == wanted_of_bad(kind, size)));
      CHECK(world->service().people() == (kind == Kind::leave ? 0 : 1));
    }
  }
}

TEST_CASE(
    "chat: the datagrams that kill the document's server are refused in one byte, or served") {
  std::string swells;
  for (int i = 0; i < 204; ++i) swells += "%400Y";
  const auto world = in(State::known);
  const auto format = [&](const std::string& body) {
    return answer_in(world->inject(kOne, asking(*world, kOne, Kind::format, 1, body)));
  };
  CHECK((format(swells) == refused(Refusal::bad_format)));
  CHECK((format(std::string(1, '\0')) == refused(Refusal::bad_format)));
  CHECK((format("\xff") == Answer{Kind::formatted}));
  for (const std::string& bytes : {swells, std::string("\xff"), std::string(1, '\0')}) {
    CHECK(world->inject(kOne, bytes).empty());
  }
}

TEST_CASE("chat: whatever the server says and whenever, a client tells nothing that was not said") {
  for (int number = 0; number < kKinds; ++number) {
    for (const int state : {0, 1, 2, 3}) {
      for (const std::size_t size : {0, 1, 4, 5, 24, 1'184}) {
        CAPTURE(number);
        CAPTURE(state);
        World world({}, 1);
        Person& ann = world.add();
        if (state == 1) ann.talking->talk().join("ann");  // no cookie yet
        if (state == 1) ann.talking->tick(world.now());
        if (state >= 2) ann.talking->talk().join("ann");
        if (state == 3) ann.talking->talk().leave();
        if (state >= 2) world.run_for(seconds(2));
        const std::vector<Told> before = ann.told;
        const std::uint64_t cookie = chat::Cookies(kKey).of(ann.place, world.now());
        const std::uint32_t first = before.empty() ? 0 : before[0].number;
        for (std::uint32_t ahead = 0; ahead < 4; ++ahead) {
          ann.talking->receive(chat::bytes_of({static_cast<Kind>(number), first + ahead, cookie,
                                               std::string(size, '\0')}),
                               world.now());
        }
        const bool heard = state >= 2 && static_cast<Kind>(number) == Kind::deliver && size > 0 &&
                           size <= 1 + chat::kLongestText;
        if (!heard) CHECK(ann.told.size() == before.size());
        if (heard) CHECK(ann.count(What::heard) == ann.told.size() - before.size());
        world.run_for(seconds(30));
        CHECK(ann.count(What::delivered) + ann.count(What::undelivered) == 0);
      }
    }
  }
}

TEST_CASE("chat: clocks that jump by a year move no timer") {
  constexpr Wall kYear = 31'536'000'000'000'000;
  const auto played = [](Wall jump) {
    World world({.lost = 20, .doubled = 20}, 9);
    Person& ann = world.joined("ann");
    Person& bob = world.joined("bob");
    for (int i = 0; i < 20; ++i) {
      world.ahead = i % 2 == 0 ? jump : -jump;
      ann.talking->talk().say({"bob", std::to_string(i)});
      world.run_for(seconds(4));
    }
    world.run_for(seconds(200));
    ann.talking->questions().measure();
    world.settle();
    const Told& last = ann.told.back();
    CHECK(last.what == What::measured);
    CHECK(std::abs(last.offset.offset - world.ahead) <= last.offset.bound());
    return std::pair(world.carried(), bob.heard());
  };
  const auto quiet = played(0);
  CHECK(quiet.second.size() > 10);
  CHECK((played(kYear) == quiet));
}
