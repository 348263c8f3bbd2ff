// Two observations beside each other, and beside what the lab states.
#include <doctest/doctest.h>

#include <iostream>

#include "judge/observation.hpp"
#include "recording_by_hand.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

Observation seen(Verdict verdict, Numbers numbers) {
  Observation observation;
  observation.verdict = verdict;
  observation.numbers = std::move(numbers);
  return observation;
}

/// "WHAT: EXPECTED, not OBSERVED" for each, one a line.
std::string told(const std::vector<Mismatch>& mismatches) {
  std::string text;
  for (const Mismatch& m : mismatches)
    text += m.what + ": " + m.expected + ", not " + m.observed + "\n";
  return text;
}

Lab hello_world() {
  Lab lab;
  lab.meant.messages = {"hello", "world"};
  lab.meant.gate = GateQueued{10};
  lab.broken[Net::loopback] = {Verdict::merged, {{Number::messages, {1, 1}}}};
  lab.fixed[Net::loopback] = {Verdict::same, {{Number::messages, {2, 2}}}};
  lab.compare = {"verdict", "reads", "messages", "exchange_ms", "elapsed_ms", "ending"};
  return lab;
}

/// A run that understood these lines, and found so many bytes when it first read.
ByHand run(Version version, const std::string& printed, std::int64_t queued = 10) {
  ByHand made;
  made.info().net = Net::loopback;
  made.info().version = version;
  made.send(1, "helloworld").recv({1, 2.34}, "helloworld", queued).prints(3, printed);
  return made.exits(4, kSender);
}

ByHand broken_run() { return run(Version::broken, "message: helloworld\n").exits(5, kReceiver); }
ByHand fixed_run() { return run(Version::fixed, "message: hello\nmessage: world\n"); }

std::string outcome(const ByHand& broken, const ByHand& fixed) {
  return std::string(outcome_name(compare(hello_world(), broken, fixed).outcome));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("what is as expected, both ends of a range included, is no mismatch") {
    const Expected expected{Verdict::stalled,
                            {{Number::reads, {1, 1}}, {Number::exchange_ms, {30, 400}}}};
    for (const double ms : {30.0, 200.0, 400.0})
      CHECK(told(mismatches(expected, seen(Verdict::stalled, {{Number::reads, 1},
                                                              {Number::exchange_ms, ms}}))) == "");
  }

  TEST_CASE("each mismatch names what was expected and what was seen") {
    const Expected expected{
        Verdict::stalled,
        {{Number::reads, {1, 1}}, {Number::segments, {2, 3}}, {Number::exchange_ms, {30, 400}}}};
    CHECK(told(mismatches(expected, seen(Verdict::same, {{Number::reads, 2},
                                                         {Number::segments, 4},
                                                         {Number::exchange_ms, 29.96}}))) ==
          "verdict: stalled, not same\n"
          "exchange_ms: 30.0-400.0, not 30.0\n"
          "reads: 1, not 2\n"
          "segments: 2-3, not 4\n");
  }

  TEST_CASE("a number that was not observed is a mismatch") {
    CHECK(told(mismatches({Verdict::same, {{Number::reads, {1, 1}}}}, seen(Verdict::same, {}))) ==
          "reads: 1, not -\n");
  }

  TEST_CASE("a number that the lab says nothing of is none") {
    CHECK(told(mismatches({Verdict::same, {}}, seen(Verdict::same, {{Number::reads, 9}}))) == "");
  }

  TEST_CASE("a lab is reproduced when broken and fixed are both as stated") {
    CHECK(outcome(broken_run(), fixed_run()) == "reproduced");
    CHECK(outcome(fixed_run(), fixed_run()) == "not-reproduced");
    CHECK(outcome(broken_run(), broken_run()) == "not-reproduced");
    CHECK(outcome(run(Version::broken, "message: helloworld\n", 5), fixed_run()) == "inconclusive");
    CHECK(outcome(broken_run(), run(Version::fixed, "", 5)) == "inconclusive");
  }

  TEST_CASE("each version is held to the network on which it ran") {
    Lab lab = hello_world();
    lab.broken[Net::two_hosts] = {Verdict::torn, {}};
    ByHand broken = broken_run();
    broken.info().net = Net::two_hosts;
    const Comparison c = compare(lab, broken, fixed_run());
    CHECK(told(c.broken_mismatches) == "verdict: torn, not merged\n");
    CHECK(c.fixed_mismatches.empty());
  }

  TEST_CASE("the rows of the comparison are those that the lab names, in its order") {
    std::string rows;
    for (const Difference& d : compare(hello_world(), broken_run(), fixed_run()).differences)
      rows += d.what + ": " + d.broken + " | " + d.fixed + "\n";
    CHECK(rows ==
          "verdict: merged | same\n"
          "reads: 1 | 1\n"
          "messages: 1 | 2\n"
          "exchange_ms: - | -\n"
          "elapsed_ms: 1.3 | 1.3\n"
          "ending: exit 0, exit 0 | exit 0, not started\n");
  }

  TEST_CASE("an ending tells the exit status, the signal, or that the harness stopped it") {
    const ByHand crashed = run(Version::broken, "").dies(5, kReceiver, 11);
    const ByHand hung =
        run(Version::fixed, "").add(5, kReceiver, ProcessExited{0, 9, true}).exits(6, kSender, 3);
    CHECK(compare(hello_world(), crashed, hung).differences.back().broken == "exit 0, signal 11");
    CHECK(compare(hello_world(), crashed, hung).differences.back().fixed == "exit 3, stopped");
  }
}
