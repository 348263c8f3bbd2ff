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

/// All lines of both, by their longest common subsequence.
std::vector<DiffLine> aligned(const std::vector<std::string_view>& a,
                              const std::vector<std::string_view>& b) {
  // common[i][j]: how many lines a[i...] and b[j...] have in common.
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::vector<DiffLine> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      lines.push_back({Kind::both, std::string(a[i++])});
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({Kind::removed, std::string(a[i++])});
    } else {
      lines.push_back({Kind::added, std::string(b[j++])});
    }
  }
  return lines;
}

}  // namespace

std::vector<DiffLine> diff(std::string_view before, std::string_view after) {
  const std::vector<DiffLine> all = aligned(lines_of(before), lines_of(after));
  std::vector<bool> near(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind == Kind::both) continue;
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
