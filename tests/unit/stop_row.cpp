#include <doctest/doctest.h>

#include "lanes/cells.hpp"

using namespace stickylab;

TEST_SUITE("unit") {
  TEST_CASE("a time limit beside a far greater time says what it does not count") {
    const auto text = [](std::int64_t ms, Stop why) {
      const Row row{.time_ns = ms * 1'000'000, .what = StopRow{{why, "3 s"}}};
      return parts_of(row, 80, {}).back().text;
    };
    CHECK(text(3'010, Stop::deadline) == "stopped: the time limit was reached: 3 s");
    CHECK(text(31'725, Stop::deadline) ==
          "stopped: the time limit was reached: 3 s (waits for a processor do not count)");
    CHECK(text(31'725, Stop::not_ready).find("processor") == std::string::npos);
  }
}
