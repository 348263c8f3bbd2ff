// The waits in a run whose wire a room holds. Pure.
#pragma once

#include "catalog/lab.hpp"
#include "show/now.hpp"
#include "text/paint.hpp"

namespace stickylab {

/// A sentence for all that the two kernels and the two programs wait for; at the end, that it is
/// over.
Lines step_waits(const Lab& lab, const Now& now, const View& view);

}  // namespace stickylab
