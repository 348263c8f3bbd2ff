// Code on a full screen: broken.cpp, and what the fix changes.
#pragma once

#include "show/lesson.hpp"
#include "show/page.hpp"

namespace stickylab {

/// broken.cpp, the lines marked that the fix changes (of a lab), and what its calls of kit:: do.
void show_code(Page& page, const Lesson& lesson, const View& view);

/// A capstone's table: what breaks, and what cures it.
void show_cures(Page& page, const std::vector<Cure>& cures, const View& view);

/// How fixed.cpp differs; `code` is all of both files.
void show_fix(Page& page, const std::vector<DiffLine>& code, const View& view);

}  // namespace stickylab
