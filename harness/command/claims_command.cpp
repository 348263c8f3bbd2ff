#include <algorithm>
#include <set>
#include <tuple>

#include "command/commands.hpp"
#include "command/plan.hpp"
#include "command/report_output.hpp"
#include "report/claims.hpp"
#include "report/json.hpp"

namespace stickylab {
namespace {

/// The numbers of the labs whose runs decide the claims of `labs`.
std::vector<std::string> needed(const std::vector<Lab>& labs) {
  std::set<std::string> numbers;
  for (const Lab& lab : labs)
    for (const Claim& claim : lab.claims)
      for (const Condition& condition : claim.if_true) numbers.insert(condition.lab);
  return {numbers.begin(), numbers.end()};
}

Observations run_all_of(const Plan& plan, const std::vector<Lab>& labs, const Options& options) {
  std::vector<const Lab*> order;
  for (const Lab& lab : labs) order.push_back(&lab);
  Observations seen;
  run_pairs(plan, order, [&](std::size_t index, const Pair& pair) {
    for (const Recording* recording : {&pair.broken, &pair.fixed}) {
      save(options, *recording);
      seen[{order[index]->number, recording->info.version}] =
          observe(order[index]->meant, *recording);
    }
    return true;
  });
  return seen;
}

/// "3.5" before "3.14".
std::tuple<int, int> order_of(const ClaimResult& result) {
  const std::string& number = result.finding.claim->number;
  return {std::stoi(number), std::stoi(number.substr(number.find('.') + 1))};
}

std::vector<ClaimResult> decide_all(const Plan& plan, const Observations& seen) {
  std::vector<ClaimResult> results;
  for (const Lab& lab : plan.labs())
    for (const Claim& claim : lab.claims)
      results.push_back({&lab, decide(claim, plan.net(), seen)});
  std::stable_sort(results.begin(), results.end(), [](const ClaimResult& a, const ClaimResult& b) {
    return order_of(a) < order_of(b);
  });
  return results;
}

/// What this stage cannot show is said, and no failure; what a run failed to show is one.
bool as_measured_before(const Finding& finding) {
  return finding.truth ? finding.as_expected() : finding.doubt != Doubt::inconclusive;
}

}  // namespace

int claims_command(const Options& options) {
  const Plan plan(options);
  Out out(options);
  const std::vector<std::string> numbers = needed(plan.labs());
  Observations seen;
  if (!numbers.empty())  // to `find_labs` none would mean all
    seen = run_all_of(plan, find_labs(prefix_of(options).labs(), numbers), options);
  const std::vector<ClaimResult> results = decide_all(plan, seen);
  out.print(options.format == Format::json ? claims_json(results, plan.environment())
                                           : claims_text(results, plan.environment(), out.view()));
  const bool all = std::all_of(results.begin(), results.end(), [](const ClaimResult& result) {
    return as_measured_before(result.finding);
  });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
