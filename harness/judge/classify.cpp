// Finds the first difference between the messages that were meant and those that were understood.
#include <algorithm>
#include <numeric>

#include "judge/observation.hpp"

namespace stickylab {
namespace {

using Messages = std::vector<std::string>;

/// True if `part` is `whole` with some messages left out.
bool is_subsequence(const Messages& part, const Messages& whole) {
  auto at = whole.begin();
  for (const std::string& message : part) {
    at = std::find(at, whole.end(), message);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

}  // namespace

Verdict classify(const Messages& meant, const Messages& understood) {
  if (understood == meant) return Verdict::same;
  if (is_subsequence(understood, meant)) return Verdict::lost;
  if (is_subsequence(meant, understood)) return Verdict::extra;

  const auto [m, u] =
      std::mismatch(meant.begin(), meant.end(), understood.begin(), understood.end());
  // Both have a message there: otherwise one would be the beginning of the other.
  const std::string left = std::accumulate(m, meant.end(), std::string());
  if (u->empty() || !left.starts_with(*u)) return Verdict::garbled;
  return u->size() > m->size() ? Verdict::merged : Verdict::torn;
}

}  // namespace stickylab
