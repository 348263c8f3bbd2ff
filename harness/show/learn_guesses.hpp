// The last step of a lesson: what was guessed in its part of the course, and what it was.
#pragma once

#include "show/lesson.hpp"
#include "show/page.hpp"

namespace stickylab {

void show_guesses(Page& page, const Lesson& lesson, const View& view);

}  // namespace stickylab
