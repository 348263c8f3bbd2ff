// Lab 52: server and clients together, on a wire that loses, doubles and swaps.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "by_hand.hpp"

using namespace chat_by_hand;
using chat::Kind;

namespace {

constexpr Wire kClean{};

Wire bad(int lost) {
  return {.lost = lost, .doubled = 20, .shortest = milliseconds(5), .longest = milliseconds(700)};
}

bool is_in_order(const std::vector<std::string>& texts) {
  return std::adjacent_find(texts.begin(), texts.end(), [](const auto& one, const auto& other) {
           return std::stoi(one) >= std::stoi(other);
         }) == texts.end();
}

/// Each message is shown once at most, in order, and has one end: if it was not shown, its speaker
/// was told so (refused: the friend's name was not there at that moment).
void check_talk(const Person& speaker, const Person& friend_of_his, int said) {
  const std::vector<std::string> heard = friend_of_his.heard();
  CHECK(is_in_order(heard));
  CHECK(speaker.count(What::delivered) + speaker.count(What::undelivered) +
            speaker.count(What::refused) ==
        static_cast<std::size_t>(said));
  CHECK(heard.size() >= speaker.count(What::delivered));
  CHECK(heard.size() <= static_cast<std::size_t>(said));
}

/// Says `count` numbers, never more than half a queue at once.
void say_numbers(World& world, Person& speaker, const char* to, int count) {
  for (int i = 0; i < count; ++i) {
    speaker.talking->talk().say({to, std::to_string(i)});
    if (i % 8 == 7) world.settle();
  }
  world.settle();
}

}  // namespace

TEST_CASE("chat: two people talk, and each message ends with the word that it was delivered") {
  World world(kClean, 1);
  Person& ann = world.joined("ann");
  Person& bob = world.joined("bob");
  CHECK(ann.count(What::joined) == 1);
  ann.talking->talk().say({"bob", "hello"});
  bob.talking->talk().say({"ann", ""});
  world.run_for(seconds(1));
  CHECK(bob.heard() == std::vector<std::string>{"hello"});
  CHECK(ann.heard() == std::vector<std::string>{""});
  CHECK(ann.count(What::delivered) == 1);
  CHECK(bob.count(What::delivered) == 1);
  const auto heard = std::find_if(ann.told.begin(), ann.told.end(),
                                  [](const Told& one) { return one.what == What::heard; });
  CHECK(heard->who == "bob");
}

TEST_CASE("chat: several people talk at once, at 0 to 50 % loss, doubled and swapped") {
  for (const int lost : {0, 10, 30, 50}) {
    CAPTURE(lost);
    World world(kClean, static_cast<std::uint32_t>(lost) + 1);
    std::vector<Person*> people;
    for (const char* name : {"ann", "bob", "carl", "dora"}) people.push_back(&world.joined(name));
    world.wire() = bad(lost);
    for (int i = 0; i < 40; ++i) {
      people[0]->talking->talk().say({"bob", std::to_string(i)});
      people[2]->talking->talk().say({"dora", std::to_string(i)});
      people[3]->talking->talk().say({"ann", std::to_string(i)});
    }
    world.settle(seconds(3'000));
    CHECK(world.idle());
    check_talk(*people[0], *people[1], 40);
    check_talk(*people[2], *people[3], 40);
    check_talk(*people[3], *people[0], 40);
    if (lost == 0) CHECK(people[1]->heard().size() == 40);
  }
}

TEST_CASE("chat: what was said to one who has gone silent is reported undelivered") {
  World world(kClean, 3);
  Person& ann = world.joined("ann");
  world.joined("bob");
  world.wire().lost = 0;
  Person& carl = world.joined("carl");
  world.run_for(seconds(100));  // signs of life keep all three there
  CHECK(world.service().people() == 3);
  carl.switch_off();
  ann.talking->talk().say({"carl", "0"});
  world.settle();
  CHECK(ann.count(What::undelivered) == 1);
  world.run_for(seconds(60));
  CHECK(world.service().people() == 2);
}

TEST_CASE("chat: whoever only listens keeps his name for ten minutes, at 30 % loss too") {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    World world(kClean, seed);
    Person& ann = world.joined("ann");
    world.wire().lost = 30;
    world.run_for(std::chrono::minutes(10));
    CHECK(ann.count(What::joined) == 1);
  }
}

TEST_CASE("chat: without a server everything is reported, and when it comes all goes on") {
  World world({.lost = 100}, 1);
  Person& ann = world.add();
  ann.talking->talk().join("ann");
  ann.talking->talk().say({"bob", "0"});
  ann.talking->questions().ask(Kind::old32, {});
  world.settle();
  CHECK(world.idle());
  CHECK(ann.count(What::undelivered) == 1);
  CHECK(ann.count(What::unanswered) == 2);
  world.wire() = kClean;
  ann.talking->talk().join("ann");
  world.run_for(seconds(5));
  CHECK(ann.count(What::joined) == 1);
}

TEST_CASE("chat: a cookie that is too old is replaced, and the message gets through") {
  World world(kClean, 1);
  Person& ann = world.joined("ann");
  Person& bob = world.joined("bob");
  world.run_for(std::chrono::minutes(30));
  say_numbers(world, ann, "bob", 3);
  CHECK(ann.count(What::joined) == 1);
  CHECK(bob.heard().size() == 3);
  CHECK(ann.count(What::delivered) == 3);
}

TEST_CASE("chat: a long queue on a bad wire is no reason to give up what is at its end") {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    World world(kClean, seed);
    Person& ann = world.joined("ann");
    Person& bob = world.joined("bob");
    world.wire().lost = 30;
    for (int i = 0; i < 60; ++i) ann.talking->talk().say({"bob", std::to_string(i)});
    world.settle(seconds(3'000));
    check_talk(ann, bob, 60);
    CHECK(ann.count(What::delivered) >= 48);  // by chance 54 of 60 on the average
  }
}

TEST_CASE("chat: a server that has begun anew is joined again, and talk goes on") {
  World world(kClean, 1);
  Person& ann = world.joined("ann");
  Person& bob = world.joined("bob");
  say_numbers(world, ann, "bob", 3);
  world.begin_anew();
  world.run_for(seconds(60));
  CHECK(world.service().people() == 2);
  CHECK(bob.count(What::joined) == 2);
  ann.talking->talk().say({"bob", "3"});
  bob.talking->talk().say({"ann", "4"});
  world.settle();
  CHECK(bob.heard() == std::vector<std::string>{"0", "1", "2", "3"});
  CHECK(ann.heard() == std::vector<std::string>{"4"});
}

TEST_CASE("chat: whoever does not know the cookie is not believed, even if he guesses the number") {
  World world(kClean, 1);
  Person& ann = world.joined("ann");
  ann.talking->talk().say({"ann", "to myself"});
  ann.talking->tick(world.now());
  const std::uint32_t first = ann.told[0].number;
  const std::size_t told = ann.told.size();
  for (std::uint32_t number = first - 50; number != first + 50; ++number) {
    for (const Kind kind :
         {Kind::deliver, Kind::outcome, Kind::ack, Kind::refused, Kind::stale, Kind::cookie}) {
      ann.talking->receive(chat::bytes_of({kind, number, 0, "\3bobsend money"}), world.now());
      ann.talking->receive(chat::bytes_of({kind, number, 0, "\1"}), world.now());
    }
  }
  CHECK(ann.told.size() == told);
  CHECK_FALSE(ann.talking->idle());
}

TEST_CASE("chat: a message that comes after a later one is neither shown nor acknowledged") {
  World world(kClean, 1);
  Person& ann = world.joined("ann");
  const std::uint64_t cookie = chat::Cookies(kKey).of(ann.place, world.now());
  const auto deliver = [&](std::uint32_t after_join, const char* body) {
    const std::size_t before = world.carried();
    const std::uint32_t number = ann.told[0].number + after_join;
    ann.talking->receive(chat::bytes_of({Kind::deliver, number, cookie, body}), world.now());
    return world.carried() - before;
  };
  CHECK(deliver(2, "\3bob2") == 1);
  CHECK(deliver(1, "\3bob1") == 0);
  CHECK(deliver(2, "\3bob2") == 1);
  CHECK(deliver(3, "\77bob3") == 0);
  CHECK(deliver(3, "\3bob3") == 1);
  CHECK(ann.heard() == std::vector<std::string>{"2", "3"});
}

TEST_CASE("chat: the offset is wrong by no more than its bound, whatever the wire does") {
  for (const int lost : {0, 20, 50}) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
      World world(bad(lost), seed);
      world.ahead = (static_cast<Wall>(seed) - 10) * 412'000'000;
      Person& ann = world.add();
      ann.talking->questions().measure();
      world.settle();
      REQUIRE(ann.told.size() == 1);
      if (ann.told[0].what != What::measured) continue;
      CHECK(std::abs(ann.told[0].offset.offset - world.ahead) <= ann.told[0].offset.bound());
    }
  }
}

TEST_CASE("chat: questions are answered, each once") {
  World world(bad(10), 5);
  Person& ann = world.add();
  ann.talking->questions().ask(Kind::echo, "ping");
  ann.talking->questions().ask(Kind::format, "%Y");
  ann.talking->questions().ask(Kind::format, "%400Y");
  ann.talking->questions().ask(Kind::old32, {});
  world.settle();
  REQUIRE(ann.told.size() == 4);
  CHECK(ann.told[0].what == What::echoed);
  CHECK(ann.told[0].text == "ping");
  CHECK(ann.told[1].text == "2023");
  CHECK(ann.told[2].what == What::refused);
  CHECK(ann.told[3].text.size() == 4);
}
