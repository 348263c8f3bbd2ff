// What each end called, beside each other, on one clock.
#pragma once

#include <vector>

#include "judge/observation.hpp"
#include "recording/recording.hpp"
#include "report/paint.hpp"
#include "report/view.hpp"

namespace stickylab {

/// From left to right: without wire events there is no wire to show.
std::vector<Who> lanes_of(const Recording& recording);

/// Lines of at most `width` columns, the names of the lanes first. Time is in ms from the first
/// row. Where lanes would be too narrow, a line is one event, and its lane a letter.
Lines lane_lines(const Recording& recording, const Observation& seen, int width, const View& view);

}  // namespace stickylab
