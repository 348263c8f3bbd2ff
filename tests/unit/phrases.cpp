#include <doctest/doctest.h>

#include "base/input_error.hpp"
#include "base/phrase_table.hpp"
#include "schedule/schedule.hpp"

using namespace stickylab;

namespace {

enum class Fruit : std::uint8_t { none, apple, pear };

constexpr Phrase kEaten{"{} of {} are eaten", "{1} 个里吃掉了 {0} 个"};
constexpr auto kFruit = phrases_of<Fruit, Fruit::apple>({
    {Fruit::apple, {"apple", "苹果"}},
    {Fruit::pear, {"pear", "梨"}},
});

}  // namespace

// What a phrase must be is checked by the compiler: tests/docs/refused_phrases.py.
TEST_SUITE("unit") {
  TEST_CASE("a phrase is filled in in the order of its language") {
    CHECK(say(kEaten, Lang::en, 2, 3) == "2 of 3 are eaten");
    CHECK(say(kEaten, Lang::zh, 2, 3) == "3 个里吃掉了 2 个");
    CHECK(say({"{} are left", "还剩 {} 个"}, Lang::zh, 1) == "还剩 1 个");
    CHECK(in(Lang::zh, kEaten) == "{1} 个里吃掉了 {0} 个");
  }

  TEST_CASE("the phrase of an enum's value is found by it") {
    CHECK(in(Lang::en, kFruit[Fruit::pear]) == "pear");
    CHECK(in(Lang::zh, kFruit[Fruit::apple]) == "苹果");
  }

  TEST_CASE("an error is said in both languages, with the same details") {
    const InputError error({"--net {}: {}; `stickylab doctor` says how to get it",
                            "--net {}：这里用不了（{}）；怎样才能用，见 `stickylab doctor`"},
                           "one-host", "make a network namespace: Operation not permitted");
    CHECK(say(error, Lang::en) == error.what());
    CHECK(say(error, Lang::zh) ==
          "--net one-host：这里用不了（make a network namespace: Operation not permitted）；"
          "怎样才能用，见 `stickylab doctor`");
  }

  TEST_CASE("what is filled in is no format") {
    const InputError error({"no lab \"{}\"", "没有实验“{}”"}, "{}{0}");
    CHECK(say(error, Lang::en) == error.what());
    CHECK(say(error, Lang::zh) == "没有实验“{}{0}”");
  }

  TEST_CASE("a number in an error is written as it is in English") {
    CHECK(say(InputError({"{} of {}", "{1} 中的 {0}"}, 0.5, 60'000.0), Lang::zh) ==
          "60000 中的 0.5");
  }

  TEST_CASE("names in an error are listed as its language lists them") {
    const InputError error({"{} wait", "{} 在等"}, Names{{"ann", "bob"}});
    CHECK(say(error, Lang::en) == "ann, bob wait");
    CHECK(say(error, Lang::zh) == "ann、bob 在等");
  }

  TEST_CASE("an error in a schedule is an error like others") {
    try {
      parse_schedule("cuts=2,1");
      FAIL("it parses");
    } catch (const InputError& error) {
      CHECK(say(error, Lang::zh) == "送达方式：“cuts=2,1”里的位置应从 1 起，逐个增大");
    }
  }
}
