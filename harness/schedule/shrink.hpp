// From a schedule that fails to the fewest cuts of it that still do.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "schedule/schedule.hpp"

namespace stickylab {

/// Of several schedules, the place of the first under which the programs fail; none if they hold.
using FirstFailing =
    std::function<std::optional<std::size_t>(const std::vector<Schedule>& schedules)>;

/// Leaves out cuts of `failing`, of both directions, as long as it still fails: delta debugging
/// (Zeller and Hildebrandt, 2002, ddmin). The result fails, and with any one of its cuts left out
/// it was seen not to. `stream` and `replies` are the bytes of both directions. A schedule that is
/// merged, or has less than two cuts, stays as it is.
Schedule fewest_cuts(const Schedule& failing, std::size_t stream, std::size_t replies,
                     const FirstFailing& first_failing);

}  // namespace stickylab
