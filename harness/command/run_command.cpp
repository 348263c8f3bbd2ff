#include "command/commands.hpp"
#include "command/plan.hpp"
#include "command/report_output.hpp"
#include "report/json.hpp"
#include "report/text.hpp"
#include "stage/runner.hpp"

namespace stickylab {

int run_command(const Options& options) {
  const Plan plan(options);
  const Lab& lab = plan.labs().front();
  Out out(options);
  Observation seen;
  run_all({plan.run(lab, options.version)}, 1, [&](std::size_t, const Recording& recording) {
    save(options, recording);
    seen = observe(lab.meant, recording);
    out.print(options.format == Format::json
                  ? run_json(lab, options.version, seen, plan.environment())
                  : run_text(lab, recording, seen, out.view()));
    return true;
  });
  const bool as_stated = mismatches(expected_of(lab, options.version, plan.net()), seen).empty();
  return as_stated ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
