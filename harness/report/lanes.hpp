// What each end called, beside each other, on one clock.
#pragma once

#include <vector>

#include "judge/observation.hpp"
#include "recording/recording.hpp"
#include "report/paint.hpp"
#include "report/view.hpp"

namespace stickylab {

/// From left to right.
inline const std::vector<Who> kLanes = {Who::sender, Who::receiver};

/// Below this many columns a line is one event, and its lane a letter.
inline constexpr int kNarrowest = 60;

enum class Layout : std::uint8_t { lanes, lines };

/// Lines of at most `width` columns, the names of the lanes first. Time is in ms from the first
/// row.
Lines lane_lines(const Recording& recording, const Observation& seen, const std::vector<Who>& lanes,
                 Layout layout, int width, const View& view);

}  // namespace stickylab
