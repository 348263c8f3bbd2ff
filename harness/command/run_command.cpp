#include "command/run_command.hpp"

#include "command/keep.hpp"
#include "command/lab_runs.hpp"
#include "command/report_output.hpp"
#include "command/shown_connection.hpp"
#include "report/json.hpp"
#include "report/text.hpp"
#include "stage/runner.hpp"

namespace stickylab {

int run_command(const RunOptions& options) {
  const LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
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
