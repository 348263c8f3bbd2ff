// What each end called, beside each other, on one clock.
#pragma once

#include <string>
#include <vector>

#include "judge/observation.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/rows.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// From left to right: without wire events there is no wire to show.
std::vector<Actor> lanes_of(const Trace& trace);

/// Whether any call of an end was seen. The wire is.
bool is_observed(const Trace& trace, Actor who);

/// The rows as they are shown: folded, unless `view` says otherwise.
std::vector<Row> shown_rows(const Trace& trace, const Observation& seen, const View& view);

/// Whether a row says when it was. When a line was printed nobody saw, only when the harness
/// emptied the pipe.
bool has_time(const Row& row);

/// The names of the lanes, then the lines of each of `rows`, which begin at `start_ns`.
std::vector<Lines> lane_blocks(const Trace& trace, const std::vector<Row>& rows,
                               std::int64_t start_ns, int width, const View& view);

/// How wide one lane is, where all have `width` columns.
int lane_width(const Trace& trace, int width, const View& view);

/// What stands in each of `lanes_of` at one moment, beside each other; `clock` says when.
Lines lane_row(const Trace& trace, const std::string& clock, const std::vector<Lines>& cells,
               int width, const View& view);

/// Lines of at most `width` columns, the names of the lanes first. Time is in ms from the first
/// row. Where lanes would be too narrow, a line is one event, and its lane a letter.
Lines lane_lines(const Trace& trace, const Observation& seen, int width, const View& view);

}  // namespace stickylab
