#include "report/diff.hpp"

#include <algorithm>

namespace stickylab {
namespace {

constexpr std::size_t kContext = 3;

using Kind = DiffLine::Kind;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::vector<DiffLine> diff(std::string_view before, std::string_view after) {
  const auto from = lines_of(before);
  const auto to = lines_of(after);
  // common[i][j]: the most lines that the ends from i and from j have in common.
  std::vector common(from.size() + 1, std::vector<int>(to.size() + 1));
  for (std::size_t i = from.size(); i-- > 0;)
    for (std::size_t j = to.size(); j-- > 0;)
      common[i][j] = from[i] == to[j] ? common[i + 1][j + 1] + 1
                                      : std::max(common[i + 1][j], common[i][j + 1]);
  std::vector<DiffLine> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < from.size() || j < to.size()) {
    const bool both = i < from.size() && j < to.size();
    if (both && from[i] == to[j]) {
      lines.push_back({Kind::same, std::string(from[i]), static_cast<int>(i) + 1});
      ++i, ++j;
    } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({Kind::removed, std::string(from[i]), static_cast<int>(i) + 1});
      ++i;
    } else {
      lines.push_back({Kind::added, std::string(to[j]), static_cast<int>(j) + 1});
      ++j;
    }
  }
  return lines;
}

std::vector<DiffLine> diff_in_context(std::string_view before, std::string_view after) {
  return in_context(diff(before, after));
}

std::vector<DiffLine> in_context(const std::vector<DiffLine>& all) {
  std::vector<bool> near(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind == Kind::same) continue;
    const std::size_t from = i - std::min(i, kContext);
    const std::size_t to = std::min(all.size(), i + kContext + 1);
    std::fill(near.begin() + static_cast<std::ptrdiff_t>(from),
              near.begin() + static_cast<std::ptrdiff_t>(to), true);
  }
  std::vector<DiffLine> shown;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (near[i])
      shown.push_back(all[i]);
    else if (shown.empty() || shown.back().kind != Kind::skipped)
      shown.push_back({Kind::skipped, {}});
  }
  return shown;
}

}  // namespace stickylab
