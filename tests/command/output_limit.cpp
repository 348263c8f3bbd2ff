#include "output_limit.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace commands;

TEST_CASE("16 MiB pass, and not a byte more") {
  OutputLimit limit;
  const std::string mebibyte(1 << 20, 'x');
  for (int i = 0; i < 16; ++i) CHECK(limit.take(mebibyte).size() == mebibyte.size());
  CHECK(!limit.is_exceeded());
  CHECK(limit.take("x").empty());
  CHECK(limit.is_exceeded());
}

TEST_CASE("of what goes beyond the limit the beginning passes") {
  OutputLimit limit;
  limit.take(std::string(OutputLimit::kMost - 3, 'x'));
  CHECK(limit.take("abcdef") == "abc");
  CHECK(limit.is_exceeded());
}
