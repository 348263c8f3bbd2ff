#include <algorithm>

#include "command/commands.hpp"
#include "command/out.hpp"
#include "command/plan.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace stickylab {
namespace {

void count(CheckResult& result, Pair pair) {
  ++result.runs;
  Comparison comparison = compare(*result.lab, pair.broken, pair.fixed);
  if (comparison.outcome == Outcome::reproduced) ++result.reproduced;
  if (comparison.outcome == Outcome::inconclusive) ++result.inconclusive;
  if (comparison.outcome != Outcome::reproduced && !result.first_failure)
    result.first_failure = CheckFailure{result.runs, std::move(pair.broken), std::move(pair.fixed),
                                        std::move(comparison)};
}

}  // namespace

int check_command(const Options& options) {
  const Plan plan(options);
  Out out(options);
  const auto repeat = static_cast<std::size_t>(options.repeat);
  std::vector<CheckResult> results;
  std::vector<const Lab*> runs;
  for (const Lab& lab : plan.labs()) {
    results.push_back(
        {.lab = &lab, .runs = 0, .reproduced = 0, .inconclusive = 0, .first_failure = {}});
    runs.insert(runs.end(), repeat, &lab);
  }
  run_pairs(plan, runs, [&](std::size_t index, Pair pair) {
    CheckResult& result = results[index / repeat];
    save(options, pair.broken, result.runs + 1);
    save(options, pair.fixed, result.runs + 1);
    count(result, std::move(pair));
    return true;
  });
  out.print(options.format == Format::json ? check_json(results, plan.environment())
                                           : check_text(results, plan.environment(), out.view()));
  const bool all = std::all_of(results.begin(), results.end(), [](const CheckResult& result) {
    return result.reproduced == result.runs;
  });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
