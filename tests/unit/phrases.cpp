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

  TEST_CASE("what CLI11 says of wrong usage is taken apart, and said in Chinese") {
    const auto zh = [](std::string_view english) { return usage_text(english, Lang::zh); };
    CHECK(zh("A subcommand is required") == "缺少子命令");
    CHECK(zh("LAB is required") == "缺少 LAB");
    CHECK(zh("--width: Value 5 not in range 20 to 1000") ==
          "--width：“5”不行，应是 20 到 1000 的数");
    CHECK(zh("--lang: fr not in {en,zh}") == "--lang：“fr”不行，可以是 {en,zh}");
    CHECK(zh("something new") == "something new");
    CHECK(usage_text("LAB is required", Lang::en) == "LAB is required");
  }
}
