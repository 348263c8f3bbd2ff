// Lab 52: what it does not do yet, for you to add. Each test fails, as it should, and is marked so;
// once yours passes, doctest says "should have failed but didn't": then take its mark away.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "by_hand.hpp"

using namespace chat_by_hand;

namespace {

using Texts = std::vector<std::string>;

/// Ann says it, and has a minute and a half for it.
void says(World& world, Person& ann, const char* to, const std::string& text) {
  ann.talking->talk().say({to, text});
  world.run_for(seconds(100));
}

std::size_t ends(const Person& speaker) {
  return speaker.count(What::delivered) + speaker.count(What::undelivered) +
         speaker.count(What::refused);
}

}  // namespace

TEST_CASE("seam: what is said to * reaches all others, and is delivered once all have it" *
          doctest::should_fail()) {
  World world({}, 1);
  Person& ann = world.joined("ann");
  Person& bob = world.joined("bob");
  Person& carl = world.joined("carl");
  says(world, ann, "*", "hello, all");
  CHECK(bob.heard() == Texts{"hello, all"});
  CHECK(carl.heard() == Texts{"hello, all"});
  CHECK(ann.heard().empty());
  CHECK(ann.count(What::delivered) == 1);
  CHECK(ends(ann) == 1);
}

TEST_CASE("seam: what is said to * is not delivered if one has not acknowledged it" *
          doctest::should_fail()) {
  World world({}, 1);
  Person& ann = world.joined("ann");
  Person& bob = world.joined("bob");
  Person& carl = world.joined("carl");
  carl.switch_off();
  says(world, ann, "*", "hello, all");
  CHECK(bob.heard() == Texts{"hello, all"});
  CHECK(ann.count(What::undelivered) == 1);
  CHECK(ends(ann) == 1);
}

TEST_CASE("seam: a text of 3,000 bytes goes in pieces, and is shown once, in one" *
          doctest::should_fail()) {
  World world({.lost = 10, .doubled = 10}, 1);
  Person& ann = world.joined("ann");
  Person& bob = world.joined("bob");
  const std::string text = std::string(1'500, 'a') + std::string(1'500, 'b');
  says(world, ann, "bob", text);
  CHECK(bob.heard() == Texts{text});
  CHECK(ann.count(What::delivered) == 1);
  CHECK(ends(ann) == 1);
}

TEST_CASE("seam: what is said to one who is not there yet waits half a minute for him" *
          doctest::should_fail()) {
  World world({}, 1);
  Person& ann = world.joined("ann");
  ann.talking->talk().say({"bob", "are you coming?"});
  world.run_for(seconds(10));
  Person& bob = world.add();
  bob.talking->talk().join("bob");
  world.run_for(seconds(30));
  CHECK(bob.heard() == Texts{"are you coming?"});
  CHECK(ann.count(What::delivered) == 1);
  CHECK(ends(ann) == 1);
}
