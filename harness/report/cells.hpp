// A row -> words: what stands in its lane.
#pragma once

#include <vector>

#include "report/paint.hpp"
#include "report/rows.hpp"
#include "report/view.hpp"

namespace stickylab {

/// The parts of a row in a lane of `width` columns, so that they fit where they can be shortened.
std::vector<Part> parts_of(const Row& row, int width, const View& view);

/// Whether a presenter stops at a row, whose parts these are: a message was understood, a wait,
/// something went wrong.
bool is_teaching_point(const Row& row, const std::vector<Part>& parts);

}  // namespace stickylab
