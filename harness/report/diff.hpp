// How two texts differ, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

struct DiffLine {
  enum class Kind : char { same = ' ', removed = '-', added = '+', skipped = '@' } kind{};
  std::string text;  ///< without newline; of `skipped` nothing
  int line = 0;      ///< its number, from 1: of the new text if it was added, else of the old one
  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// All lines of both, with as few changes as can be; what is removed stands before what is added.
std::vector<DiffLine> diff(std::string_view before, std::string_view after);

/// Of all lines the changed ones with three around them; one `skipped` stands for all that lies
/// between.
std::vector<DiffLine> in_context(const std::vector<DiffLine>& all);
std::vector<DiffLine> diff_in_context(std::string_view before, std::string_view after);

}  // namespace stickylab
