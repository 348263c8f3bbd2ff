// The runs behind the knobs of a site's first page.
#pragma once

#include <functional>
#include <vector>

#include "command/lab_runs.hpp"
#include "report/two_sends.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// What can be chosen on `net`: only a wire between hosts has a round-trip time.
Positions positions_on(Net net);

/// Runs labs/two-sends at each of `positions.all()`, and gives the recordings in that order.
/// `on_run` is called after each. A run that was not seen whole is made again; throws NotJudged if
/// one never was.
std::vector<Trace> record(const Positions& positions, const LabRuns& runs,
                          const std::function<void()>& on_run);

}  // namespace stickylab
