#include "command/repeat_command.hpp"

#include <algorithm>

#include "command/counter.hpp"
#include "command/keep.hpp"
#include "command/lab_runs.hpp"
#include "command/report_output.hpp"
#include "report/tally.hpp"
#include "stage/runner.hpp"

namespace stickylab {

int repeat_command(const RepeatOptions& options) {
  const LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
  const Lab& lab = runs.labs().front();
  Out out(options.view);
  RunSpec spec = runs.run(lab, options.version);
  spec.gates_off = !options.gates;
  Meant meant = lab.meant;
  if (!options.gates) meant.gate = GateNone{};

  Tally tally;
  Counter counter(options.view.lang, Counter::What::runs);
  const auto times = static_cast<std::size_t>(options.times);
  run_all(std::vector<RunSpec>(times, spec), runs.jobs(), [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording, tally.runs + 1);
    tally.add(observe(meant, Trace(std::move(recording))));
    counter.show(static_cast<std::size_t>(tally.runs), times);
    return true;
  });
  counter.clear();
  const int at_a_time = std::min(runs.jobs(), options.times);
  out.print(tally_text({lab, options.version, options.gates, at_a_time}, tally, runs.environment(),
                       out.view()));
  const bool judged = std::ranges::any_of(
      tally.counts, [](const auto& entry) { return entry.first.verdict != Verdict::inconclusive; });
  return judged ? kReproduced : kNotJudged;
}

}  // namespace stickylab
