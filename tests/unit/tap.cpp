#include "report/tap.hpp"

#include <doctest/doctest.h>

#include "report_samples.hpp"

using namespace stickylab;

namespace {

const Environment kHere{"Linux 6.18", Net::loopback, {"calls", "kernel"}, {}};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A check of lab 01 whose fixed version was not as stated in run 17 of 200.
CheckResult failed(const samples::Sample& sample) {
  CheckFailure failure{17, Trace(sample.broken), Trace(sample.fixed), sample.comparison};
  failure.comparison.outcome = Outcome::not_reproduced;
  failure.comparison.fixed_mismatches = {{"reads", "4", "3"}};
  return {&sample.lab, 40, 39, 0, failure, 200, {{{0, 0.5}, {1, 0.5}}}};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the version, the plan, then a point for each lab") {
    const auto sample = samples::two_writes_one_read();
    const std::string tap = check_tap({{&sample.lab, 5, 5, 0, {}, 5, {}}}, kHere, {});
    CHECK(tap ==
          "TAP version 14\n1..1\n# Linux 6.18; loopback; observed: calls, kernel\n"
          "# runs made: 5 of 5\nok 1 - 01 two-writes-one-read\n");
  }

  TEST_CASE("a failure carries what was not as stated, and where") {
    const auto sample = samples::two_writes_one_read();
    const std::string tap = check_tap({failed(sample)}, kHere, {.color = true});
    CHECK(has(tap, "not ok 1 - 01 two-writes-one-read\n  ---\n"));
    CHECK(has(tap, "  kernel: 'Linux 6.18'\n  stage: 'loopback'\n"));
    CHECK(has(tap, "  runs: 200\n  made: 40\n"));
    CHECK(has(tap, "  fixed:\n    verdict: 'same'\n    expected:\n      reads: '4'\n"));
    CHECK(has(tap, "    story: |\n      fixed"));
    CHECK(tap.ends_with("\n  ...\n"));
    CHECK_FALSE(has(tap, "  broken:"));
    CHECK_FALSE(has(tap, "\x1b"));
  }

  TEST_CASE("a quote is doubled, and a byte that is no text is written as \\xNN") {
    auto sample = samples::two_writes_one_read();
    sample.comparison.fixed.messages = {"it's", "\xe9\x9b"};
    const std::string tap = check_tap({failed(sample)}, kHere, {});
    CHECK(has(tap, "      - '\"it''s\"'\n      - '\"\\xe9\\x9b\"'\n"));
  }

  TEST_CASE("what this stage cannot show is skipped, and no failure") {
    const auto sample = samples::two_writes_one_read();
    CheckResult result{&sample.lab, 5, 0, 5, {}, 5, {}};
    CHECK_FALSE(result.passed());
    result.without_wire = 5;
    CHECK(has(check_tap({result}, kHere, {}),
              "\nok 1 - 01 two-writes-one-read # SKIP inconclusive here: it needs the wire"));
  }

  TEST_CASE("what was not run is skipped") {
    const auto sample = samples::two_writes_one_read();
    const std::string tap = check_tap({{&sample.lab, 0, 0, 0, {}, 5, {}}}, kHere, {});
    CHECK(has(tap, "ok 1 - 01 two-writes-one-read # SKIP not run"));
    CHECK(check_tap({}, kHere, {}).starts_with("TAP version 14\n1..0 # SKIP "));
  }
}
