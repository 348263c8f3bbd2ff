// What stands on the screen at each step of a lesson. Pure: a function of (lesson, state, size,
// view).
#pragma once

#include "show/lesson.hpp"
#include "show/screen.hpp"

namespace stickylab {

/// All of it, as wide as the screen, whether there is room for it or not.
Frame learn_frame(const Lesson& lesson, const LearnState& state, Size size, const View& view);

Lines learn_screen(const Lesson& lesson, const LearnState& state, Size size, const View& view);

}  // namespace stickylab
