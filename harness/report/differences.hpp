// "How they differ": the numbers of broken and fixed beside each other.
#pragma once

#include "judge/observation.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// A row for each number that the lab compares. Those that do not differ are quiet.
Lines difference_table(const Comparison& comparison, const View& view);

/// The place that a run's segments were counted at, if any were.
Lines segments_note(const Trace& trace, const Observation& seen, const View& view);

}  // namespace stickylab
