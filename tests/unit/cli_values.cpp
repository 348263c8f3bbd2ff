// What a word of the command line means, and what is said if it means nothing.
#include <doctest/doctest.h>

#include <limits>
#include <optional>

#include "cli/values.hpp"

using namespace stickylab;

namespace {

const Choices<int> kChoices = {{"one", 1}, {"two", 2}};

/// The error that taking `word` gives, in `lang`; empty if it is taken.
std::string refused(const Take& take, const std::string& word, Lang lang = Lang::en) {
  try {
    take("--name", word);
    return "";
  } catch (const UsageError& error) {
    return say(error, lang);
  }
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a whole number is taken whole, and within its range") {
    int target = 7;
    const Take take = whole_into(target, 1, 20);
    CHECK(refused(take, "20").empty());
    CHECK(target == 20);
    for (const char* word : {"0", "21", "x", "2x", "-1", "1.5", " 2", "99999999999999999999"}) {
      CAPTURE(word);
      CHECK(refused(take, word) ==
            std::string("--name: ") + word + " is not a number from 1 to 20");
    }
    CHECK(refused(take, "5x", Lang::zh) == "--name：“5x”无效，应是 1 到 20 的数");
    CHECK(refused(take, "") == "--name: the value is empty");
    CHECK(target == 20);
  }

  TEST_CASE("a seed is any whole number of 64 bits") {
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t target = 0;
    const Take take = whole_into(target, std::uint64_t{0}, kMost);
    CHECK(refused(take, "18446744073709551615").empty());
    CHECK(target == kMost);
    CHECK(refused(take, "18446744073709551616") ==
          "--name: 18446744073709551616 is not a whole number");
    CHECK(refused(take, "-1", Lang::zh) == "--name：“-1”不是整数");
  }

  TEST_CASE("a number is no infinity and not a NaN") {
    double target = 0;
    const Take take = number_into(target, 0, 1);
    CHECK(refused(take, "0.25").empty());
    CHECK(target == 0.25);
    for (const char* word : {"nan", "inf", "1.01", "-0.5", "1e9", "0,5"}) {
      CAPTURE(word);
      CHECK(refused(take, word) == std::string("--name: ") + word + " is not a number from 0 to 1");
    }
  }

  TEST_CASE("a time has a unit, or is in milliseconds") {
    std::optional<double> target;
    const Take take = milliseconds_into(target);
    for (const auto& [word, ms] : {std::pair("40ms", 40.), std::pair("40", 40.),
                                   std::pair("0.5s", 500.), std::pair("250 us", 0.25)}) {
      CAPTURE(word);
      CHECK(refused(take, word).empty());
      CHECK(target == ms);
    }
    CHECK(refused(take, "4q") == "--name: unknown unit q; it may be {ms,s,us}");
    CHECK(refused(take, "ms") == "--name: ms is not a number");
    CHECK(refused(take, "1.2.3ms", Lang::zh) == "--name：“1.2.3”不是数字");
    CHECK(refused(take, "61s") == "--name: 61s is not a time from 0 to 60000 ms");
    CHECK(refused(take, "-1ms") == "--name: -1ms is not a time from 0 to 60000 ms");
  }

  TEST_CASE("each choice is named if none of them is given") {
    int target = 0;
    const Take take = choice_into(target, kChoices);
    CHECK(refused(take, "two").empty());
    CHECK(target == 2);
    CHECK(refused(take, "three") == "--name: three is none of {one,two}");
    CHECK(refused(take, "three", Lang::zh) == "--name：“three”无效，可以是 {one,two}");
    CHECK(words_of(kChoices) == "one|two");
  }
}
