#include "text/phrases.hpp"

#include <doctest/doctest.h>

#include "schedule/schedule.hpp"

using namespace stickylab;

TEST_SUITE("unit") {
  TEST_CASE("an error is said in both languages, with the same details") {
    const InputError error("--net {}: {}; `stickylab doctor` says how to get it", "one-host",
                           "make a network namespace: Operation not permitted");
    CHECK(error_text(error, Lang::en) == error.what());
    CHECK(error_text(error, Lang::zh) ==
          "--net one-host：这里用不了（make a network namespace: Operation not permitted）；"
          "怎样才能用，见 `stickylab doctor`");
  }

  TEST_CASE("what is filled in is no format") {
    const InputError error("no lab \"{}\"; `stickylab list` shows what there is", "{}{0}");
    CHECK(error_text(error, Lang::en) == error.what());
    CHECK(error_text(error, Lang::zh) == "没有实验“{}{0}”；有哪些实验，见 `stickylab list`");
  }

  TEST_CASE("an error in a schedule is an error like others") {
    try {
      parse_schedule("cuts=2,1");
      FAIL("it parses");
    } catch (const InputError& error) {
      CHECK(error_text(error, Lang::zh) == "送达方式：“cuts=2,1”里的位置应从 1 起，逐个增大");
    }
  }

  TEST_CASE("a phrase that nobody knows stays as it is") {
    CHECK(phrase("a text of nobody", Lang::zh) == "a text of nobody");
    CHECK(phrase("what labs there are", Lang::en) == "what labs there are");
    CHECK(phrase("what labs there are", Lang::zh) == "有哪些实验");
  }
}
