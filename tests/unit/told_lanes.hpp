// The story of a failure. INFO(told_lanes(recording)) shows the run if a check after it fails.
#pragma once

#include <string>

#include "lanes/lanes.hpp"
#include "traced.hpp"

namespace stickylab {

/// Every call in its lane, none folded, as `run` would show them.
inline std::string told_lanes(const Recording& recording) {
  const View view{.width = 120, .fold = false};
  const Observation seen = observe(Meant{}, recording);
  return "the run:\n" + joined(lane_lines(recording, seen, view.width, view));
}

}  // namespace stickylab
