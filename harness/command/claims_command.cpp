#include "command/claims_command.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "command/keep.hpp"
#include "command/pairs.hpp"
#include "command/report_output.hpp"
#include "report/claims.hpp"
#include "report/json.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

/// The numbers of the labs whose runs decide the claims of `labs`.
std::vector<std::string> needed(const std::vector<Lab>& labs) {
  std::set<std::string> numbers;
  for (const Lab& lab : labs)
    for (const Claim& claim : lab.claims)
      for (const Condition& condition : claim.if_true) numbers.insert(condition.lab);
  return {numbers.begin(), numbers.end()};
}

Observations run_all_of(const LabRuns& runs, const std::vector<Lab>& labs, const fs::path& record) {
  std::vector<const Lab*> order;
  for (const Lab& lab : labs) order.push_back(&lab);
  Observations seen;
  run_pairs(runs, order, [&](std::size_t index, const Pair& pair) {
    for (const Trace* trace : {&pair.broken, &pair.fixed}) {
      keep(record, trace->recording());
      seen[{order[index]->number, trace->info().version}] = observe(order[index]->meant, *trace);
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

std::vector<ClaimResult> decide_all(const LabRuns& runs, const Observations& seen) {
  std::vector<ClaimResult> results;
  for (const Lab& lab : runs.labs())
    for (const Claim& claim : lab.claims)
      results.push_back({&lab, decide(claim, runs.net(), seen)});
  std::stable_sort(results.begin(), results.end(), [](const ClaimResult& a, const ClaimResult& b) {
    return order_of(a) < order_of(b);
  });
  return results;
}

/// A claim that this stage cannot decide is no failure; one that a run failed to decide is.
bool as_measured_before(const Finding& finding) {
  return finding.truth ? finding.as_expected() : finding.doubt != Doubt::inconclusive;
}

}  // namespace

int claims_command(const ClaimsOptions& options) {
  const LabRuns runs = lab_runs(options.root, options.labs, options.stage, options.view.lang);
  Out out(options.view);
  const std::vector<std::string> numbers = needed(runs.labs());
  Observations seen;
  if (!numbers.empty())  // to `find_labs` none would mean all
    seen = run_all_of(runs, find_labs(runs.prefix().labs(), numbers), options.stage.record);
  const std::vector<ClaimResult> results = decide_all(runs, seen);
  out.print(options.view.format == Format::json
                ? claims_json(results, runs.environment())
                : claims_text(results, runs.environment(), out.view()));
  const bool all = std::all_of(results.begin(), results.end(), [](const ClaimResult& result) {
    return as_measured_before(result.finding);
  });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
