#include "judge/claims.hpp"

#include <algorithm>
#include <array>

#include "recording/names.hpp"

namespace stickylab {
namespace {

Showing weigh(const Condition& condition, Net net, const Observations& all) {
  Showing showing{.condition = &condition};
  const auto doubted = [&](Doubt doubt) {
    showing.doubt = doubt;
    return showing;
  };
  if (condition.net.value_or(net) != net) return doubted(Doubt::other_net);
  const auto found = all.find({condition.lab, condition.run});
  if (found == all.end()) return doubted(Doubt::not_observed);
  const Observation& seen = found->second;
  if (seen.verdict == Verdict::inconclusive) return doubted(Doubt::inconclusive);

  showing.holds = true;
  if (condition.verdict) {
    showing.measured.push_back({std::string(kVerdictRow),
                                std::string(verdict_name(*condition.verdict)),
                                std::string(verdict_name(seen.verdict))});
    showing.holds = seen.verdict == *condition.verdict;
  }
  for (const auto& [number, range] : condition.numbers) {
    const auto value = seen.numbers.find(number);
    const bool known = value != seen.numbers.end();
    showing.measured.push_back({std::string(number_name(number)), print_range(number, range),
                                known ? print_number(number, value->second) : "-"});
    if (!known) showing.doubt = Doubt::not_observed;
    showing.holds = showing.holds && known && range.holds(value->second);
  }
  return showing;
}

}  // namespace

std::string_view doubt_name(Doubt doubt) {
  constexpr std::array<std::string_view, 4> kNames = {"none", "other-net", "inconclusive",
                                                      "not-observed"};
  return name_in(kNames, doubt);
}

Finding decide(const Claim& claim, Net net, const Observations& seen) {
  Finding finding{.claim = &claim};
  for (const Condition& condition : claim.if_true)
    finding.evidence.push_back(weigh(condition, net, seen));
  const auto& evidence = finding.evidence;
  const auto doubtful = std::find_if(evidence.begin(), evidence.end(),
                                     [](const Showing& s) { return s.doubt != Doubt::none; });
  if (doubtful != evidence.end()) {
    finding.doubt = doubtful->doubt;
    return finding;
  }
  const auto holding =
      std::count_if(evidence.begin(), evidence.end(), [](const Showing& s) { return s.holds; });
  finding.truth = holding == std::ssize(evidence) ? Truth::right
                  : holding == 0                  ? Truth::wrong
                                                  : Truth::depends;
  return finding;
}

}  // namespace stickylab
