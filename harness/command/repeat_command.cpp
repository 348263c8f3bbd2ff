#include "command/repeat_command.hpp"

#include <algorithm>

#include "command/counter.hpp"
#include "command/keep.hpp"
#include "command/lab_program.hpp"
#include "command/report_output.hpp"
#include "report/json.hpp"
#include "report/tally.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

/// Fills `tally` with one run after the other. Throws Interrupted.
void count_runs(const RepeatOptions& options, const LabRuns& runs, Tally& tally) {
  must_be_for_people(options.file, options.view.format);
  const LabProgram program(runs, options.version, options.file);
  RunSpec spec = program.spec();
  spec.gates_off = !options.gates;
  Meant meant = program.meant();
  if (!options.gates) meant.gate = GateNone{};
  Counter counter(options.view.lang, Counter::What::runs);
  const auto times = static_cast<std::size_t>(options.times);
  run_all(std::vector<RunSpec>(times, spec), runs.jobs(), [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording, tally.runs + 1);
    tally.add(observe(meant, Trace(std::move(recording))));
    counter.show(static_cast<std::size_t>(tally.runs), times);
    return true;
  });
}

void report(const RepeatOptions& options, const LabRuns& runs, const Tally& tally, Out& out) {
  const TallyOf of{.lab = runs.labs().front(),
                   .version = options.version,
                   .gates = options.gates,
                   .jobs = std::min(runs.jobs(), options.times),
                   .times = options.times,
                   .file = options.file.filename().string()};
  out.print(options.view.format == Format::json
                ? tally_json(of, tally, runs.environment())
                : tally_text(of, tally, runs.environment(), out.view()));
}

}  // namespace

int repeat_command(const RepeatOptions& options) {
  const LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
  Out out(options.view);
  Tally tally;
  try {
    count_runs(options, runs, tally);
  } catch (const Interrupted&) {
    if (tally.runs > 0) report(options, runs, tally, out);
    throw;
  }
  report(options, runs, tally, out);
  const bool judged = std::ranges::any_of(
      tally.counts, [](const auto& entry) { return entry.first.verdict != Verdict::inconclusive; });
  return judged ? kReproduced : kNotJudged;
}

}  // namespace stickylab
