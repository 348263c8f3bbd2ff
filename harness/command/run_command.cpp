#include "command/run_command.hpp"

#include "command/keep.hpp"
#include "command/lab_program.hpp"
#include "command/lab_runs.hpp"
#include "command/report_output.hpp"
#include "command/shown_connection.hpp"
#include "report/json.hpp"
#include "report/own_run.hpp"
#include "report/text.hpp"
#include "stage/runner.hpp"

namespace stickylab {

namespace {

/// Prints the run of the user's own file. Returns whether it was right.
bool run_own(const RunOptions& options, const LabRuns& runs) {
  must_be_for_people(options.file, options.view.format);
  const LabProgram program(runs, options.version, options.file);
  Out out(options.view);
  Observation seen;
  run_all({program.spec()}, 1, [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording);
    const Trace trace(std::move(recording));
    must_have(trace, options.view.shown);
    seen = observe(program.meant(), trace);
    out.print(own_run_text({runs.labs().front(), options.file.string()}, trace, seen, out.view()));
    return true;
  });
  return seen.verdict == Verdict::same;
}

}  // namespace

int run_command(const RunOptions& options) {
  const LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
  if (!options.file.empty()) return run_own(options, runs) ? kReproduced : kNotReproduced;
  const Lab& lab = runs.labs().front();
  Out out(options.view);
  Observation seen;
  run_all({runs.run(lab, options.version)}, 1, [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording);
    const Trace trace(std::move(recording));
    must_have(trace, options.view.shown);
    seen = observe(lab.meant, trace);
    out.print(options.view.format == Format::json
                  ? run_json(lab, options.version, seen, runs.environment())
                  : run_text(lab, trace, seen, out.view(), options.numbers));
    return true;
  });
  const bool as_stated = mismatches(expected_of(lab, options.version, runs.net()), seen).empty();
  return as_stated ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
