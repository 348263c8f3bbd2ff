#include "command/check_command.hpp"

#include <algorithm>
#include <optional>

#include "command/busy_processors.hpp"
#include "command/keep.hpp"
#include "command/pairs.hpp"
#include "command/report_output.hpp"
#include "command/try_line.hpp"
#include "command/trying_datagrams.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/tap.hpp"
#include "report/text.hpp"

namespace stickylab {
namespace {

/// One run: what it counts for, and which run of its lab it is; the first is 1.
struct Round {
  std::size_t result = 0;
  int run = 0;
};

/// Picks the runs of this shard, lab by lab. A lab with no runs in it gets no result.
std::vector<Round> rounds_of(const LabRuns& runs, const CheckOptions& options,
                             std::vector<CheckResult>& results) {
  std::vector<Round> rounds;
  for (const Lab& lab : runs.labs()) {
    const std::size_t before = rounds.size();
    for (int run = 1; run <= options.repeat; ++run)
      if (options.shard.has(lab, run)) rounds.push_back({results.size(), run});
    if (rounds.size() > before) results.push_back({.lab = &lab, .asked = options.repeat});
  }
  return rounds;
}

double seconds_of(const Trace& trace) {
  return trace.events().empty() ? 0 : static_cast<double>(trace.events().back().time_ns) / 1e9;
}

/// Answers whether the run was reproduced, or cannot be on this stage.
bool count(CheckResult& result, int run, Pair pair) {
  Comparison comparison = compare(*result.lab, pair.broken, pair.fixed);
  if (comparison.lacks_wire()) {
    ++result.runs;
    ++result.inconclusive;
    ++result.without_wire;
    return true;
  }
  auto& [broken, fixed] = result.versions;
  broken.failed += comparison.broken_mismatches.empty() ? 0 : 1;
  fixed.failed += comparison.fixed_mismatches.empty() ? 0 : 1;
  broken.seconds += seconds_of(pair.broken);
  fixed.seconds += seconds_of(pair.fixed);
  ++result.runs;
  const bool reproduced = comparison.outcome == Outcome::reproduced;
  if (reproduced) ++result.reproduced;
  if (comparison.outcome == Outcome::inconclusive) ++result.inconclusive;
  if (!reproduced && !result.first_failure)
    result.first_failure =
        CheckFailure{run, std::move(pair.broken), std::move(pair.fixed), std::move(comparison)};
  return reproduced;
}

Trial tried(const TrialSpec& spec, Holds stated) {
  if (stated == Holds::never) return try_datagrams_never(spec);
  if (stated == Holds::sometimes) return try_sometimes(spec);
  const bool udp = spec.lab.transport == Transport::udp;
  return udp ? try_datagrams_everywhere(spec) : try_everywhere(spec);
}

/// Broken and fixed under the deliveries, as the lab states. They belong to its first run.
void try_versions(CheckResult& result, const LabRuns& runs, const CheckOptions& options) {
  for (const Version version : {Version::broken, Version::fixed}) {
    const Lab& lab = *result.lab;
    const Holds stated = expected_of(lab, version, runs.net()).holds;
    if (stated == Holds::not_stated) continue;
    RunSpec programs = paced_by_schedule(runs.run(lab, version), options.stage);
    programs.info.net = Net::loopback;  // whatever --net says: a lab runs on either
    const TrialSpec spec{.lab = lab,
                         .programs = std::move(programs),
                         .shown_on = runs.net(),
                         .jobs = runs.deliveries_at_a_time(),
                         .own_receiver = stated != Holds::everywhere};
    Trial trial = tried(spec, stated);
    if (trial.failure) trial.again = try_line(options.root, options.stage, spec.programs, trial);
    result.versions.at(static_cast<std::size_t>(version)).trial = std::move(trial);
  }
}

std::string report(const std::vector<CheckResult>& results, const Environment& environment,
                   Format format, const View& view) {
  switch (format) {
    case Format::json:
      return check_json(results, environment);
    case Format::tap:
      return check_tap(results, environment, view);
    case Format::junit:
      return check_junit(results, environment, view);
    case Format::text:
    case Format::github:
      break;
  }
  return check_text(results, environment, view);
}

}  // namespace

int check_command(const CheckOptions& options) {
  const LabRuns runs = lab_runs(options.root, options.labs, options.stage, options.view.lang);
  Out out(options.view);
  std::vector<CheckResult> results;
  const std::vector<Round> rounds = rounds_of(runs, options, results);
  std::vector<const Lab*> labs;
  for (const Round& round : rounds) labs.push_back(results[round.result].lab);

  std::optional<Load> load;
  if (options.under_load) load.emplace();
  bool going_on = true;
  run_pairs(runs, labs, [&](std::size_t index, Pair pair) {
    if (!going_on) return false;  // it was under way as the first failure was seen
    const Round& round = rounds[index];
    keep(options.stage.record, pair.broken.recording(), round.run);
    keep(options.stage.record, pair.fixed.recording(), round.run);
    const bool reproduced = count(results[round.result], round.run, std::move(pair));
    going_on = reproduced || !options.fail_fast;
    return going_on;
  });
  for (CheckResult& result : results) {
    if (!going_on || !options.shard.has(*result.lab, 1)) continue;
    try_versions(result, runs, options);
    going_on = result.passed() || !options.fail_fast;
  }
  load.reset();

  out.print(report(results, runs.environment(), options.view.format, out.view()));
  const bool all = std::all_of(results.begin(), results.end(),
                               [](const CheckResult& result) { return result.passed(); });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
