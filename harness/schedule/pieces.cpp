#include <algorithm>

#include "schedule/schedule.hpp"
#include "stickylab/every_delivery.hpp"

namespace stickylab {
namespace {

/// The kinds of both stand in the same order.
ways::Way way_of(const Cutting& cutting) {
  return {static_cast<ways::Way::Kind>(cutting.kind), cutting.at, cutting.number};
}

}  // namespace

std::vector<std::size_t> pieces(const Cutting& cutting, std::size_t from, std::size_t to) {
  std::vector<std::size_t> sizes;
  for (const std::size_t at : ways::cuts(way_of(cutting), to)) {
    if (at >= to) break;
    if (at <= from) continue;
    sizes.push_back(at - from);
    from = at;
  }
  if (to > from) sizes.push_back(to - from);
  return sizes;
}

std::vector<std::size_t> pieces(const Schedule& schedule, std::size_t size) {
  return pieces(schedule.stream, 0, std::min(size, schedule.after.value_or(size)));
}

}  // namespace stickylab
