// Two observations beside each other, and beside what the lab states.
#include <fmt/core.h>

#include "judge/observation.hpp"

namespace stickylab {
namespace {

std::string number_of(const Observation& seen, const std::string& name) {
  const auto found = seen.numbers.find(name);
  return found == seen.numbers.end() ? "-" : print_number(name, found->second);
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
  if (what == "verdict") return std::string(verdict_name(seen.verdict));
  if (what == "ending")
    return fmt::format("{}, {}", print_ending(seen.sender), print_ending(seen.receiver));
  return number_of(seen, what);
}

Outcome outcome_of(const Comparison& c) {
  if (c.broken_mismatches.empty() && c.fixed_mismatches.empty()) return Outcome::reproduced;
  const auto unclear = [](const Observation& seen) {
    return seen.verdict == Verdict::inconclusive;
  };
  return unclear(c.broken) || unclear(c.fixed) ? Outcome::inconclusive : Outcome::not_reproduced;
}

}  // namespace

std::string print_number(std::string_view name, double value) {
  return name.ends_with("_ms") ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

std::string print_range(std::string_view name, const Range& range) {
  if (range.min == range.max) return print_number(name, range.min);
  return fmt::format("{}-{}", print_number(name, range.min), print_number(name, range.max));
}

std::vector<Mismatch> mismatches(const Expected& expected, const Observation& seen) {
  std::vector<Mismatch> result;
  if (seen.verdict != expected.verdict)
    result.push_back({"verdict", std::string(verdict_name(expected.verdict)),
                      std::string(verdict_name(seen.verdict))});
  for (const auto& [name, range] : expected.numbers) {
    const auto found = seen.numbers.find(name);
    if (found == seen.numbers.end() || !range.holds(found->second))
      result.push_back({name, print_range(name, range), number_of(seen, name)});
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
