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

/// One line that the claim's program printed, beside the line that the claim needs.
Showing weigh(const std::string& needed, const std::string& seen) {
  return {.holds = needed == seen, .measured = {{std::string(kPrintedRow), needed, seen}}};
}

Finding concluded(const Claim& claim, std::vector<Showing> evidence) {
  Finding finding{.claim = &claim, .evidence = std::move(evidence)};
  const std::vector<Showing>& all = finding.evidence;
  const auto doubtful =
      std::find_if(all.begin(), all.end(), [](const Showing& s) { return s.doubt != Doubt::none; });
  if (doubtful != all.end()) {
    finding.doubt = doubtful->doubt;
    return finding;
  }
  const auto holding =
      std::count_if(all.begin(), all.end(), [](const Showing& s) { return s.holds; });
  finding.truth = holding == std::ssize(all) ? Truth::right
                  : holding == 0             ? Truth::wrong
                                             : Truth::depends;
  return finding;
}

constexpr int kNotThere = 127;  // as a shell says it

}  // namespace

std::string_view doubt_name(Doubt doubt) {
  constexpr std::array<std::string_view, 5> kNames = {"none", "other-net", "inconclusive",
                                                      "not-observed", "no-python"};
  return name_in(kNames, doubt);
}

Finding decide(const Claim& claim, Net net, const Observations& seen) {
  std::vector<Showing> evidence;
  for (const Condition& condition : claim.if_true) evidence.push_back(weigh(condition, net, seen));
  return concluded(claim, std::move(evidence));
}

Finding decide(const Claim& claim, const Printed& printed) {
  if (printed.status != 0 || printed.lines.size() != claim.prints.size()) {
    const Doubt doubt = printed.status == kNotThere ? Doubt::no_python : Doubt::inconclusive;
    return concluded(claim, {{.doubt = doubt}});
  }
  std::vector<Showing> evidence;
  for (std::size_t i = 0; i < claim.prints.size(); ++i)
    evidence.push_back(weigh(claim.prints[i], printed.lines[i]));
  return concluded(claim, std::move(evidence));
}

}  // namespace stickylab
