#include "show/diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "catalog/catalog.hpp"

namespace stickylab {

std::vector<DiffLine> diff(const std::vector<std::string>& from,
                           const std::vector<std::string>& to) {
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
      lines.push_back({DiffLine::Kind::same, from[i], static_cast<int>(i) + 1});
      ++i, ++j;
    } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({DiffLine::Kind::removed, from[i], static_cast<int>(i) + 1});
      ++i;
    } else {
      lines.push_back({DiffLine::Kind::added, to[j], static_cast<int>(j) + 1});
      ++j;
    }
  }
  return lines;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(fmt::format("{} cannot be read", file.string()));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace stickylab
