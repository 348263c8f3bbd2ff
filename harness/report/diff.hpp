// Two texts -> the lines in which they differ, as diff -u shows them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

struct DiffLine {
  enum class Kind : std::uint8_t { both, removed, added, skipped } kind{};
  std::string text;  ///< without newline; of `skipped` nothing
};

/// Changed lines with three around them; one `skipped` stands for all that lies between.
std::vector<DiffLine> diff(std::string_view before, std::string_view after);

}  // namespace stickylab
