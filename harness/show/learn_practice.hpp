// The step at which students try something themselves.
#pragma once

#include "show/lesson.hpp"
#include "show/page.hpp"

namespace stickylab {

void show_practice(Page& page, const Lesson& lesson, const LearnState& state, const View& view);

}  // namespace stickylab
