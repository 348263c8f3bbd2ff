#include "schedule/shrink.hpp"

#include <algorithm>

namespace stickylab {
namespace {

struct Cut {
  bool of_replies = false;
  std::size_t at = 0;
};
using Cuts = std::vector<Cut>;

bool is_merged(const Cutting& cutting) { return cutting.pacing == Pacing::merged; }

void add_cuts(const Cutting& cutting, std::size_t size, bool of_replies, Cuts& cuts) {
  std::size_t at = 0;
  for (const std::size_t piece : pieces(cutting, 0, size))
    if ((at += piece) < size) cuts.push_back({of_replies, at});
}

Cutting cutting_of(const Cuts& cuts, bool of_replies) {
  Cutting cutting;
  for (const Cut& cut : cuts)
    if (cut.of_replies == of_replies) cutting.at.push_back(cut.at);
  if (!cutting.at.empty()) cutting.kind = Cutting::Cuts::at;
  return cutting;
}

/// `parts` pieces of about one size.
std::vector<Cuts> split(const Cuts& cuts, std::size_t parts) {
  std::vector<Cuts> pieces;
  for (std::size_t i = 0; i < parts; ++i)
    pieces.emplace_back(cuts.begin() + static_cast<std::ptrdiff_t>(i * cuts.size() / parts),
                        cuts.begin() + static_cast<std::ptrdiff_t>((i + 1) * cuts.size() / parts));
  return pieces;
}

/// All pieces but one, for each of them.
std::vector<Cuts> complements(const std::vector<Cuts>& pieces) {
  std::vector<Cuts> rests(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = 0; j < pieces.size(); ++j)
      if (i != j) rests[i].insert(rests[i].end(), pieces[j].begin(), pieces[j].end());
  return rests;
}

}  // namespace

Schedule fewest_cuts(const Schedule& failing, std::size_t stream, std::size_t replies,
                     const FirstFailing& first_failing) {
  if (is_merged(failing.stream) || (failing.replies && is_merged(*failing.replies))) return failing;
  Cuts cuts;
  add_cuts(failing.stream, std::min(stream, failing.after.value_or(stream)), false, cuts);
  if (failing.replies) add_cuts(*failing.replies, replies, true, cuts);
  if (cuts.size() < 2) return failing;
  const auto with = [&](const Cuts& some) {
    Schedule schedule = failing;
    schedule.stream = cutting_of(some, false);
    if (schedule.replies) schedule.replies = cutting_of(some, true);
    return schedule;
  };
  const auto reduce = [&](const std::vector<Cuts>& candidates) {
    std::vector<Schedule> schedules;
    for (const Cuts& candidate : candidates) schedules.push_back(with(candidate));
    const auto found = first_failing(schedules);
    if (found) cuts = candidates[*found];
    return found.has_value();
  };
  for (std::size_t parts = 2; cuts.size() > 1;) {
    const std::vector<Cuts> pieces = split(cuts, std::min(parts, cuts.size()));
    if (reduce(pieces)) {
      parts = 2;
    } else if (pieces.size() > 2 && reduce(complements(pieces))) {
      parts = std::max<std::size_t>(pieces.size() - 1, 2);
    } else if (pieces.size() == cuts.size()) {
      break;
    } else {
      parts = 2 * pieces.size();
    }
  }
  return with(cuts);
}

}  // namespace stickylab
