// All labs, and how far the student has come in each: from here one goes to any.
#pragma once

#include "show/lesson.hpp"
#include "show/page.hpp"

namespace stickylab {

/// Rows around the list: a head, two rules, a foot of two lines.
inline constexpr int kListEdges = 5;

/// Writes the list, the lab at `LearnState::at` marked. Returns the line that it stands on.
int show_labs(Page& page, const Lesson& lesson, const LearnState& state, const View& view);

}  // namespace stickylab
