// Where a claim stands, by what the runs showed.
#include "judge/claims.hpp"

#include <doctest/doctest.h>

#include <iostream>

using namespace stickylab;

namespace {

Observation seen(Verdict verdict, Numbers numbers) {
  Observation observation;
  observation.verdict = verdict;
  observation.numbers = std::move(numbers);
  return observation;
}

/// Lab 01: broken merged two segments, fixed did well.
Observations two_runs() {
  return {{{"01", Version::broken},
           seen(Verdict::merged, {{Number::segments, 2}, {Number::held_ms, 44.04}})},
          {{"01", Version::fixed}, seen(Verdict::same, {{Number::segments, 2}})}};
}

Condition number(Number number, Range range, Version run = Version::broken) {
  return {.lab = "01", .run = run, .numbers = {{number, range}}};
}

Condition verdict(Verdict verdict, Version run = Version::broken) {
  return {.lab = "01", .run = run, .verdict = verdict};
}

/// "true", or "undecided WHY".
std::string decided(const std::vector<Condition>& if_true, Net net = Net::two_hosts,
                    const Observations& runs = two_runs()) {
  Claim claim;
  claim.if_true = if_true;
  const Finding finding = decide(claim, net, runs);
  if (finding.truth) return std::string(truth_name(*finding.truth));
  return "undecided " + std::string(doubt_name(finding.doubt));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a claim is true where all that it needs was seen") {
    CHECK(decided({verdict(Verdict::merged)}) == "true");
    CHECK(decided({number(Number::segments, {2, 2}), verdict(Verdict::same, Version::fixed)}) ==
          "true");
    CHECK(decided({number(Number::held_ms, {44.04, 50})}) == "true");
  }

  TEST_CASE("a claim is false where nothing of it was seen") {
    CHECK(decided({number(Number::segments, {1, 1})}) == "false");
    CHECK(decided({number(Number::segments, {3, 9}), verdict(Verdict::torn)}) == "false");
  }

  TEST_CASE("it depends where some of it was seen") {
    CHECK(decided({verdict(Verdict::merged), number(Number::segments, {1, 1})}) == "depends");
  }

  TEST_CASE("one condition holds only as a whole") {
    Condition both = verdict(Verdict::merged);
    both.numbers[Number::segments] = {1, 1};
    CHECK(decided({both}) == "false");
    both.numbers[Number::segments] = {2, 2};
    CHECK(decided({both}) == "true");
    both.verdict = Verdict::same;
    CHECK(decided({both}) == "false");
  }

  TEST_CASE("what tells something on another network only leaves the claim undecided") {
    Condition elsewhere = number(Number::segments, {1, 1});
    elsewhere.net = Net::loopback;
    CHECK(decided({elsewhere}) == "undecided other-net");
    CHECK(decided({verdict(Verdict::merged), elsewhere}) == "undecided other-net");
    CHECK(decided({elsewhere}, Net::loopback) == "false");
  }

  TEST_CASE("an inconclusive run decides nothing") {
    Observations runs = two_runs();
    runs[{"01", Version::broken}].verdict = Verdict::inconclusive;
    CHECK(decided({number(Number::segments, {1, 1})}, Net::two_hosts, runs) ==
          "undecided inconclusive");
    CHECK(decided({verdict(Verdict::inconclusive)}, Net::two_hosts, runs) ==
          "undecided inconclusive");
    CHECK(decided({verdict(Verdict::same, Version::fixed)}, Net::two_hosts, runs) == "true");
  }

  TEST_CASE("a number that was not observed decides nothing, nor does a run that was not made") {
    CHECK(decided({number(Number::held_bytes, {0, 0})}) == "undecided not-observed");
    Condition other = verdict(Verdict::merged);
    other.lab = "02";
    CHECK(decided({other}) == "undecided not-observed");
  }

  TEST_CASE("the evidence is what was seen beside what the claim needs") {
    Claim claim;
    Condition condition = verdict(Verdict::same);
    condition.numbers = {{Number::held_ms, {1, 20}}, {Number::held_bytes, {5, 5}}};
    claim.if_true = {condition};
    claim.expected = Truth::wrong;
    const Finding finding = decide(claim, Net::two_hosts, two_runs());
    std::string told;
    for (const Measured& m : finding.evidence.at(0).measured)
      told += m.what + ": " + m.seen + ", needs " + m.needed + "\n";
    CHECK(told ==
          "verdict: merged, needs same\n"
          "held_bytes: -, needs 5\n"
          "held_ms: 44.0, needs 1.0-20.0\n");
    CHECK(finding.evidence.at(0).condition == claim.if_true.data());
    CHECK_FALSE(finding.as_expected());
  }

  TEST_CASE("a finding is compared with what was measured before") {
    Claim claim;
    claim.if_true = {number(Number::segments, {1, 1})};
    claim.expected = Truth::wrong;
    CHECK(decide(claim, Net::two_hosts, two_runs()).as_expected());
    claim.expected = Truth::right;
    CHECK_FALSE(decide(claim, Net::two_hosts, two_runs()).as_expected());
  }

  TEST_CASE("a claim's own program decides it line by line") {
    Claim claim;
    claim.prints = {"one", "two"};
    const auto truth = [&](int status, std::vector<std::string> lines) {
      const Finding finding = decide(claim, Printed{status, std::move(lines)});
      return finding.truth ? std::string(truth_name(*finding.truth))
                           : std::string(doubt_name(finding.doubt));
    };
    CHECK(truth(0, {"one", "two"}) == "true");
    CHECK(truth(0, {"one", "three"}) == "depends");
    CHECK(truth(0, {"two", "one"}) == "false");
    CHECK(truth(0, {"one"}) == "inconclusive");
    CHECK(truth(1, {"one", "two"}) == "inconclusive");
    CHECK(truth(127, {}) == "no-python");
  }
}
