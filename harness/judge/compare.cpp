// Two observations beside each other, and beside what the lab states.
#include <fmt/core.h>

#include "judge/observation.hpp"

namespace stickylab {
namespace {

std::string number_of(const Observation& seen, Number number) {
  const auto found = seen.numbers.find(number);
  return found == seen.numbers.end() ? "-" : print_number(number, found->second);
}

std::string print_ending(const Ending& ending) {
  switch (ending.how) {
    case Ending::How::exited:
      return fmt::format("exit {}", ending.code);
    case Ending::How::signaled:
      return fmt::format("signal {}", ending.code);
    case Ending::How::stopped:
      return "stopped";
    case Ending::How::never_started:
      break;
  }
  return "not started";
}

std::string value_of(const Observation& seen, const std::string& what) {
  if (what == kVerdictRow) return std::string(verdict_name(seen.verdict));
  if (what == kEndingRow)
    return fmt::format("{}, {}", print_ending(seen.sender), print_ending(seen.receiver));
  const auto number = number_from_name(what);
  return number ? number_of(seen, *number) : "-";
}

Outcome outcome_of(const Comparison& c) {
  if (c.broken_mismatches.empty() && c.fixed_mismatches.empty()) return Outcome::reproduced;
  const auto unclear = [](const Observation& seen) {
    return seen.verdict == Verdict::inconclusive || !seen.unseen.empty();
  };
  return unclear(c.broken) || unclear(c.fixed) ? Outcome::inconclusive : Outcome::not_reproduced;
}

}  // namespace

std::string print_number(Number number, double value) {
  return fmt::format("{:.{}f}", value, has_fraction(number) ? 1 : 0);
}

std::string print_range(Number number, const Range& range) {
  if (range.min == range.max) return print_number(number, range.min);
  return fmt::format("{}-{}", print_number(number, range.min), print_number(number, range.max));
}

std::vector<Mismatch> mismatches(const Expected& expected, const Observation& seen) {
  std::vector<Mismatch> result;
  if (seen.verdict != expected.verdict)
    result.push_back({std::string(kVerdictRow), std::string(verdict_name(expected.verdict)),
                      std::string(verdict_name(seen.verdict))});
  for (const auto& [number, range] : expected.numbers) {
    const auto found = seen.numbers.find(number);
    if (found == seen.numbers.end() || !range.holds(found->second))
      result.push_back(
          {std::string(number_name(number)), print_range(number, range), number_of(seen, number)});
  }
  return result;
}

Comparison compare(const Lab& lab, const Trace& broken, const Trace& fixed) {
  Comparison c;
  c.broken = observe(lab.meant, broken);
  c.fixed = observe(lab.meant, fixed);
  c.broken_mismatches = mismatches(lab.broken.at(broken.info().net), c.broken);
  c.fixed_mismatches = mismatches(lab.fixed.at(fixed.info().net), c.fixed);
  c.outcome = outcome_of(c);
  for (const std::string& what : lab.compare)
    c.differences.push_back({what, value_of(c.broken, what), value_of(c.fixed, what)});
  return c;
}

}  // namespace stickylab
