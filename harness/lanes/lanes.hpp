// The calls of each end beside each other, on one clock.
//
// In: a Trace, what was observed of it, and a View. Out: Lines: a row of lanes for each event, from
// left to right the programs of one side, the wire, the programs of the other; the sentences and
// pieces that a report puts around them. A row becomes one or more cells, each part with its tone.
//
// It decides no verdict and joins no events: rows come from trace, conclusions from judge. It knows
// nothing of files, formats and terminals; report and show lay its lines out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/observation.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/rows.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// A column of a view: the programs of one side, or the wire.
enum class Lane : std::uint8_t { left, wire, right };

/// From left to right: without wire events there is no wire to show, unless there are two hosts and
/// what they say to each other does not go by their wire.
std::vector<Lane> lanes_of(const Trace& trace);
/// Those of them that `view` shows; all if it asks for a wire and there is none.
std::vector<Lane> lanes_of(const Trace& trace, const View& view);
/// None for what the harness did: that stands across all.
std::optional<Lane> lane_of(const Cast& cast, Actor actor);
/// Its name for machines: sender, wire and receiver of the default cast; left, wire, right of
/// others.
std::string lane_id(const Cast& cast, Lane lane);
/// "SENDER"; in another cast the names of those who stand there, or if they do not fit into `width`
/// columns, the first of them and how many others there are: "ann +2".
std::string lane_name(const Cast& cast, Lane lane, Lang lang, int width);
/// The same in one or two columns.
std::string lane_short_name(const Cast& cast, Lane lane, Lang lang);

/// Says why nothing can stand in a lane: no call was seen of somebody there, or there is no wire
/// between them. Empty for other lanes.
std::optional<std::string> absence_text(const Trace& trace, Lane lane, Lang lang);

/// The moment that the clock of the lanes counts from: the first row's, shown or not.
std::int64_t clock_start_ns(const Trace& trace);

/// The rows as they are shown: those that `view` asks for, folded, unless it says otherwise.
std::vector<Row> shown_rows(const Trace& trace, const Observation& seen, const View& view);

/// True if a row says when it was. When a line was printed nobody saw, only when the harness
/// emptied the pipe.
bool has_time(const Row& row);

/// The names of the lanes, then the lines of each of `rows`, which begin at `start_ns`.
std::vector<Lines> lane_blocks(const Trace& trace, const std::vector<Row>& rows,
                               std::int64_t start_ns, int width, const View& view);

/// The width of one lane, if all have `width` columns.
int lane_width(const Trace& trace, int width, const View& view);

/// Sets `cells`, one for each of `lanes_of`, beside each other; `clock` says the moment.
Lines lane_row(const Trace& trace, const std::string& clock, const std::vector<Lines>& cells,
               int width, const View& view);

/// Lines of at most `width` columns, the names of the lanes first. Time is in ms from the first
/// row of the run. Where lanes would be too narrow, a line is one event, and its lane a letter.
Lines lane_lines(const Trace& trace, const Observation& seen, int width, const View& view);

}  // namespace stickylab
