// The opening of an act of `present`. Pure.
#pragma once

#include "show/present.hpp"

namespace stickylab {

/// The question; the answer; what the fix changes; the numbers of both. On a screen with `rows` for
/// it the lines around those that the fix changes may be left out.
Lines opening(const Talk& talk, const PresentState& state, int rows, const View& view);

}  // namespace stickylab
