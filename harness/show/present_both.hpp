// Broken and fixed together on one screen. Pure.
#pragma once

#include "show/present.hpp"

namespace stickylab {

/// Both scenes as far as each has been shown, on `rows` lines: beside each other if there is room,
/// else one above the other.
Lines both_scenes(const Show& show, Shown shown, bool long_gaps, int rows, const View& view);

}  // namespace stickylab
