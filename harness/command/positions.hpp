// The runs behind the knobs of a site's first page.
#pragma once

#include <functional>
#include <vector>

#include "command/lab_runs.hpp"
#include "report/two_sends.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// A run for a site is made so often at most, until it can be shown.
inline constexpr int kRounds = 3;

/// The positions that can be chosen on `net`: only a wire between hosts has a round-trip time.
Positions positions_on(Net net);

/// Runs labs/two-sends at each of `positions.all()`, and gives the recordings in that order.
/// `on_run` is called for each. A run is made again, up to three times, if it was not seen whole,
/// or this machine was too busy for its wire: the last is taken then. Throws NotJudged if one was
/// never seen whole.
std::vector<Trace> record(const Positions& positions, const LabRuns& runs,
                          const std::function<void()>& on_run);

}  // namespace stickylab
