// A fix, as diff -u prints it.
#include "report/diff_text.hpp"

#include <doctest/doctest.h>

using namespace stickylab;

namespace {

std::string diff_of(std::string_view before, std::string_view after) {
  const std::string text = diff_text(diff(before, after), "a", "b", {});
  return text.substr(text.find("@@"));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a change stands between three lines on each side, and its head counts them") {
    CHECK(diff_of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
          "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  }

  TEST_CASE("changes that are far apart are counted on from each other, also after lines alike") {
    const std::string before = "a\n0\n0\n0\n0\n0\n0\n0\n0\nz\n";
    CHECK(diff_of(before, "b\nc\n0\n0\n0\n0\n0\n0\n0\n0\nz\ny\n") ==
          "@@ -1,4 +1,5 @@\n-a\n+b\n+c\n 0\n 0\n 0\n"
          "@@ -8,3 +9,4 @@\n 0\n 0\n z\n+y\n");
  }

  TEST_CASE("what is all new begins behind line 0") {
    CHECK(diff_of("", "x\n") == "@@ -0,0 +1,1 @@\n+x\n");
  }
}
