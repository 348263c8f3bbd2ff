#include "service/credit.hpp"

#include <doctest/doctest.h>

using namespace service;

TEST_CASE("a transfer begins with a credit of 1 MiB from where it resumes") {
  const Credit credit(500, Millis{0});
  CHECK(credit.grant().written == 500);
  CHECK(credit.grant().limit == 500 + Credit::kFirst);
  CHECK(credit.allows(500 + Credit::kFirst));
  CHECK(!credit.allows(500 + Credit::kFirst + 1));
}

TEST_CASE("credit is renewed when half of it is used, and not before") {
  Credit credit(0, Millis{0});
  CHECK(!credit.wrote(Credit::kFirst / 2 - 1, Millis{1}, Millis{0}));
  const auto grant = credit.wrote(1, Millis{2}, Millis{0});
  REQUIRE(grant);
  CHECK(grant->written == Credit::kFirst / 2);
  CHECK(grant->limit > Credit::kFirst);
}

TEST_CASE("credit is a quarter of a second of what is really written, within bounds") {
  const auto window = [](std::uint64_t bytes_a_second, Millis rtt) {
    Credit credit(0, Millis{0});
    const std::uint64_t bytes = bytes_a_second / 4;
    std::uint64_t written = 0;
    Grant last = credit.grant();
    for (int i = 1; i <= 40; ++i) {
      written += bytes;
      if (const auto grant = credit.wrote(bytes, Millis{250 * i}, rtt)) last = *grant;
    }
    return last.limit - last.written;
  };
  CHECK(window(1'000, Millis{0}) <= Credit::kFirst);
  CHECK(window(8'000'000, Millis{0}) == 2'000'000);
  CHECK(window(8'000'000, Millis{200}) == 3'200'000);
  CHECK(window(1'000'000'000, Millis{0}) == Credit::kMost);
}

TEST_CASE("a limit never moves back") {
  Credit credit(0, Millis{0});
  std::uint64_t limit = credit.grant().limit;
  for (int i = 1; i < 200; ++i) {
    if (credit.grant().limit <= credit.grant().written + 100'000) break;
    credit.wrote(100'000 / static_cast<unsigned>(i), Millis{100 * i * i}, Millis{0});
    CHECK(credit.grant().limit >= limit);
    limit = credit.grant().limit;
  }
}
