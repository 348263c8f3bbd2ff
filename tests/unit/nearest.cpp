// The word that somebody who has mistyped one may have meant.
#include "base/nearest.hpp"

#include <doctest/doctest.h>

using namespace stickylab;

TEST_SUITE("unit") {
  TEST_CASE("the nearest word is the one with the fewest slips, and not too many") {
    const std::vector<std::string> words = {"compare", "check", "claims", "learn", "list", "try"};
    CHECK(nearest("comapre", words) == "compare");
    CHECK(nearest("compar", words) == "compare");
    CHECK(nearest("chekc", words) == "check");
    CHECK(nearest("lern", words) == "learn");
    CHECK(nearest("tyr", words) == "try");
    CHECK(nearest("lisp", words) == "list");
    CHECK(!nearest("frobnicate", words));
    CHECK(!nearest("lt", words));
    CHECK(!nearest("lean", {}));
    CHECK(!nearest("", words));
  }

  TEST_CASE("of words that are equally near it is the first") {
    CHECK(nearest("cheat", {"cheap", "chest"}) == "cheap");
  }
}
