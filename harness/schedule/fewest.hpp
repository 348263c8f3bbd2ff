// From a list that fails to the fewest of its members that still do.
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace stickylab {

/// Leaves out one member after the other as long as the rest fails. The result fails, and with any
/// one of its members left out it was seen not to.
template <class T>
std::vector<T> fewest(std::vector<T> failing,
                      const std::function<bool(const std::vector<T>&)>& fails) {
  for (std::size_t at = 0; failing.size() > 1 && at < failing.size();) {
    std::vector<T> rest = failing;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
    if (fails(rest)) {
      failing = std::move(rest);
      at = 0;
    } else {
      ++at;
    }
  }
  return failing;
}

}  // namespace stickylab
