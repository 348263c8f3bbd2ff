#include "command/claims_command.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

#include "catalog/claims.hpp"
#include "command/keep.hpp"
#include "command/lab_sources.hpp"
#include "command/pairs.hpp"
#include "command/python.hpp"
#include "command/report_output.hpp"
#include "command/text_file.hpp"
#include "report/claims.hpp"
#include "report/html.hpp"
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

/// A lab that was run for the claims, and what was seen.
struct Shown {
  Pair pair;
  Comparison comparison;
};

std::deque<Shown> run_all_of(const LabRuns& runs, const std::vector<Lab>& labs,
                             const fs::path& record) {
  std::vector<const Lab*> order;
  for (const Lab& lab : labs) order.push_back(&lab);
  std::deque<Shown> shown;
  run_pairs(runs, order, [&](std::size_t index, Pair pair) {
    keep(record, pair.broken.recording());
    keep(record, pair.fixed.recording());
    Comparison comparison = compare(*order[index], pair.broken, pair.fixed);
    shown.push_back({std::move(pair), std::move(comparison)});
    return true;
  });
  return shown;
}

Observations observations(const std::vector<Lab>& labs, const std::deque<Shown>& shown) {
  Observations seen;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    seen[{labs[i].number, Version::broken}] = shown[i].comparison.broken;
    seen[{labs[i].number, Version::fixed}] = shown[i].comparison.fixed;
  }
  return seen;
}

/// "3.5" before "3.14".
std::tuple<int, int> order_of(const ClaimResult& result) {
  const std::string& number = result.finding.claim->number;
  return {std::stoi(number), std::stoi(number.substr(number.find('.') + 1))};
}

std::vector<ClaimResult> decide_all(const LabRuns& runs, const Observations& seen,
                                    const OtherClaims& others) {
  std::vector<ClaimResult> results;
  for (const Lab& lab : runs.labs())
    for (const Claim& claim : lab.claims)
      results.push_back({&lab, decide(claim, runs.net(), seen)});
  Children children;
  for (const Claim& claim : others.claims)
    results.push_back({nullptr, decide(claim, printed_by_python(claim.python, children))});
  std::ranges::stable_sort(results, {}, order_of);
  return results;
}

/// A claim that this machine cannot decide is no failure; one that a run failed to decide is.
bool as_measured_before(const Finding& finding) {
  return finding.truth ? finding.as_expected() : finding.doubt != Doubt::inconclusive;
}

bool are_all(const std::vector<std::string>& labs) {
  return labs.empty() || std::ranges::find(labs, "all") != labs.end();
}

std::string page(const std::vector<Lab>& labs, const std::deque<Shown>& shown, const Claims& claims,
                 Lang lang) {
  std::vector<Replay> replays;
  for (std::size_t i = 0; i < shown.size(); ++i)
    replays.push_back(replay_of(&labs[i], shown[i].pair, shown[i].comparison));
  return html_page(replays, lang, claims_page_json(claims, lang));
}

}  // namespace

int claims_command(const ClaimsOptions& options) {
  must_name_file(options.html);
  const LabRuns runs = lab_runs(options.root, options.labs, options.stage, options.view.lang);
  const fs::path all_labs = runs.prefix().labs();
  const OtherClaims others = are_all(options.labs) ? read_other_claims(all_labs) : OtherClaims{};
  Out out(options.view);
  const std::vector<std::string> numbers = needed(runs.labs());
  std::vector<Lab> labs;
  if (!numbers.empty()) labs = find_labs(all_labs, numbers);  // to it none would mean all
  const std::deque<Shown> shown = run_all_of(runs, labs, options.stage.record);
  const Claims claims{decide_all(runs, observations(labs, shown), others), others.undecidable,
                      runs.environment()};
  out.print(options.view.format == Format::json ? claims_json(claims)
                                                : claims_text(claims, out.view()));
  if (!options.html.empty()) write_file(options.html, page(labs, shown, claims, options.view.lang));
  const bool all = std::ranges::all_of(
      claims.results, [](const ClaimResult& result) { return as_measured_before(result.finding); });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
