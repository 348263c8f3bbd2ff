#include "report/junit.hpp"

#include <doctest/doctest.h>

#include "report_samples.hpp"

using namespace stickylab;
using namespace std::string_literals;

namespace {

const Environment kHere{"Linux <6.18>", Net::loopback, {"calls", "kernel"}, {}};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Its fixed version was not as stated in one run, its broken one in `broken` runs.
CheckResult failed(const samples::Sample& sample, int broken = 0) {
  CheckFailure failure{1, Trace(sample.broken), Trace(sample.fixed), sample.comparison};
  failure.comparison.outcome = Outcome::not_reproduced;
  failure.comparison.fixed_mismatches = {{"reads", "4", "3"}};
  return {&sample.lab, 5, 4 - broken, 0, failure, 5, {{{broken, 0.5}, {1, 0.25}}}};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("each version is a case, with the time that its runs took") {
    const auto sample = samples::two_writes_one_read();
    const std::string xml =
        check_junit({{&sample.lab, 5, 5, 0, {}, 5, {{{0, 0.5}, {0, 0.25}}}}}, kHere, {});
    CHECK(has(xml, R"(tests="2" failures="0" errors="0" skipped="0" time="0.750")"));
    CHECK(has(xml, R"(classname="01-two-writes-one-read" name="broken" time="0.500"/>)"));
    CHECK(has(xml, R"(classname="01-two-writes-one-read" name="fixed" time="0.250"/>)"));
    CHECK(has(xml, R"(<property name="kernel" value="Linux &lt;6.18&gt;"/>)"));
  }

  TEST_CASE("only the version that was not as stated has failed") {
    const auto sample = samples::two_writes_one_read();
    const std::string xml = check_junit({failed(sample)}, kHere, {.color = true});
    CHECK(has(xml, R"(failures="1" errors="0")"));
    CHECK(has(xml, R"(name="broken" time="0.500"/>)"));
    CHECK(has(xml, R"(expected 4, observed 3" type="not-reproduced">)"));
    CHECK_FALSE(has(xml, "\x1b"));
  }

  TEST_CASE("the version that failed in a later run only has failed as well") {
    const auto sample = samples::two_writes_one_read();
    const std::string xml = check_junit({failed(sample, 2)}, kHere, {});
    CHECK(has(xml, R"(failures="2")"));
    CHECK(has(xml, R"(<failure message="not as stated in 2 runs)"));
  }

  TEST_CASE("an inconclusive version is an error") {
    auto sample = samples::two_writes_one_read();
    sample.comparison.fixed.verdict = Verdict::inconclusive;
    sample.comparison.fixed.reason = Reason::gate_not_seen;
    CHECK(has(check_junit({failed(sample)}, kHere, {}), R"(failures="0" errors="1")"));
  }

  TEST_CASE("what XML cannot carry is made visible, what it reserves is escaped") {
    auto sample = samples::two_writes_one_read();
    sample.fixed.events.push_back({.time_ns = 1,
                                   .seq = 1,
                                   .who = kReceiver,
                                   .data = Output{false, "message: <a&b> \"\0\x1b\xe9\x9b\n"s}});
    const std::string xml = check_junit({failed(sample)}, kHere, {});
    CHECK(has(xml, R"(message: &lt;a&amp;b&gt; &quot;\x00\x1b\xe9\x9b)"));
  }

  TEST_CASE("what was not run is skipped") {
    const auto sample = samples::two_writes_one_read();
    CHECK(has(check_junit({{&sample.lab, 0, 0, 0, {}, 5, {}}}, kHere, {}), R"(skipped="2")"));
  }
}
