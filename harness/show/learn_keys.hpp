// The keys at the foot of a step.
#pragma once

#include <string>
#include <vector>

#include "show/lesson.hpp"

namespace stickylab {

/// "Enter: next", "q: quit": those that do something in this step; `?` shows the rest.
std::vector<std::string> learn_keys(const Lesson& lesson, const LearnState& state, Lang lang);

}  // namespace stickylab
