// The runs of a lesson, and how their lanes are to be read.
#pragma once

#include "show/lesson.hpp"
#include "show/page.hpp"

namespace stickylab {

/// The broken version's run, the guess beside it, and an offer to repair it before the fix is
/// shown.
void show_broken_run(Page& page, const Lesson& lesson, const LearnState& state, const View& view);

/// The fixed version's; before it, if there is one, the question that stands there.
void show_fixed_run(Page& page, const Lesson& lesson, const LearnState& state, const View& view);

/// The hints that the student has asked for.
void show_hints(Page& page, const Lesson& lesson, const LearnState& state, const View& view);

}  // namespace stickylab
