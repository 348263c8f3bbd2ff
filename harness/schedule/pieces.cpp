#include <algorithm>
#include <random>

#include "schedule/deliveries.hpp"

namespace stickylab {
namespace {

/// Where a stream of `size` bytes is cut; a longer one at the same places, and then more.
std::vector<std::size_t> cuts_of(const Cutting& cutting, std::size_t size) {
  std::vector<std::size_t> cuts;
  if (cutting.kind == Cutting::Cuts::at) return cutting.at;
  if (cutting.kind == Cutting::Cuts::every)
    for (std::size_t at = cutting.number; at < size; at += cutting.number) cuts.push_back(at);
  if (cutting.kind == Cutting::Cuts::random) {
    std::mt19937_64 random(cutting.number);
    for (std::size_t at = 1; at < size; ++at)  // pieces of four bytes on average, then larger ones
      if (random() % std::max<std::size_t>(4, at / kEachUpTo) == 0) cuts.push_back(at);
  }
  return cuts;
}

}  // namespace

std::vector<std::size_t> pieces(const Cutting& cutting, std::size_t from, std::size_t to) {
  std::vector<std::size_t> sizes;
  for (const std::size_t at : cuts_of(cutting, to)) {
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
