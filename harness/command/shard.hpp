// A check in several parts, each on a machine of its own.
#pragma once

#include <string_view>

#include "catalog/lab.hpp"

namespace stickylab {

/// Part `number` of `count`. Which part a run belongs to depends on its lab and its number alone,
/// so the parts have nothing in common, and together they are all.
struct Shard {
  int number = 1;
  int count = 1;

  bool has(const Lab& lab, int run) const;
};

/// From "2/5". Throws InputError.
Shard shard_from(std::string_view text);

}  // namespace stickylab
