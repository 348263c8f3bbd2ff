// The screen of `present --step`. Pure.
#pragma once

#include "catalog/lab.hpp"
#include "show/screen.hpp"
#include "show/step.hpp"

namespace stickylab {

/// True if a screen of that size has room for the queues; a smaller one says that it has not.
bool fits(const Lab& lab, const Now& now, const StepState& state, Size size, const View& view);

Lines step_screen(const Lab& lab, const Now& now, const StepState& state, Size size,
                  const View& view);

}  // namespace stickylab
