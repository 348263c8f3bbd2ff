// What stands on the screen of `present --step`. Pure.
#pragma once

#include "catalog/lab.hpp"
#include "show/screen.hpp"
#include "show/step.hpp"

namespace stickylab {

/// Whether a screen of that size shows what waits where; otherwise it only says that it does not.
bool fits(const Lab& lab, const Now& now, const StepState& state, Size size, const View& view);

Lines step_screen(const Lab& lab, const Now& now, const StepState& state, Size size,
                  const View& view);

}  // namespace stickylab
