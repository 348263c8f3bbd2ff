// A row -> words: what stands in its lane.
#pragma once

#include <vector>

#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/rows.hpp"

namespace stickylab {

/// The parts of a row in a lane of `width` columns, so that they fit if they can be shortened.
std::vector<Part> parts_of(const Row& row, int width, const View& view);

}  // namespace stickylab
