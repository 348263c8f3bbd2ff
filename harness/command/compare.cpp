#include <algorithm>

#include "command/commands.hpp"
#include "command/out.hpp"
#include "command/plan.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace stickylab {

int compare_command(const Options& options) {
  const Plan plan(options);
  Out out(options);
  const bool text = options.format == Format::text;
  std::vector<const Lab*> labs;
  for (const Lab& lab : plan.labs()) labs.push_back(&lab);

  std::vector<Comparison> comparisons;
  run_pairs(plan, labs, [&](std::size_t index, const Pair& pair) {
    save(options, pair.broken);
    save(options, pair.fixed);
    const Lab& lab = *labs[index];
    comparisons.push_back(compare(lab, pair.broken, pair.fixed));
    if (text)
      out.print(comparison_text(lab, pair.broken, pair.fixed, comparisons.back(), out.view()));
    return true;
  });

  std::vector<CompareResult> results;
  for (std::size_t i = 0; i < comparisons.size(); ++i)
    results.push_back({labs[i], &comparisons[i]});
  out.print(text ? summary_text(results, plan.environment(), out.view())
                 : comparison_json(results, plan.environment()));
  const bool all = std::all_of(comparisons.begin(), comparisons.end(), [](const Comparison& c) {
    return c.outcome == Outcome::reproduced;
  });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
