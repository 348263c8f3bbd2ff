#include "schedule/deliveries.hpp"

#include <algorithm>
#include <random>
#include <set>

namespace stickylab {
namespace {

constexpr std::uint64_t kRandomSchedules = 16;
constexpr std::size_t kRandomPairs = 64;
constexpr std::size_t kAtAnEdge = 32;      // offsets, in a stream of more than kEachUpTo bytes
constexpr std::size_t kMostPieces = 4096;  // of one delivery

Cutting every(std::uint64_t k) { return {.kind = Cutting::Cuts::every, .at = {}, .number = k}; }
Cutting random_cuts(std::uint64_t seed) {
  return {.kind = Cutting::Cuts::random, .at = {}, .number = seed};
}
Cutting cut_at(std::vector<std::size_t> at) {
  return {.kind = Cutting::Cuts::at, .at = std::move(at)};
}
Cutting merged() { return {.at = {}, .pacing = Pacing::merged}; }

/// The offsets below `size` at which something is tried.
std::vector<std::size_t> offsets(std::size_t size, std::uint64_t seed) {
  std::set<std::size_t> chosen;
  const std::size_t edge = size <= kEachUpTo ? size : kAtAnEdge;
  for (std::size_t i = 0; i < edge; ++i) chosen.insert({i, size - 1 - i});
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; edge < size && i < kAtAnEdge; ++i) chosen.insert(random() % size);
  return {chosen.begin(), chosen.end()};
}

/// Every pair of cuts if there are at most `all_up_to` bytes, else some by chance.
void add_pairs(std::size_t size, std::size_t all_up_to, std::uint64_t seed,
               std::vector<Cutting>& cuttings) {
  if (size <= all_up_to) {
    for (std::size_t a = 1; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b) cuttings.push_back(cut_at({a, b}));
    return;
  }
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < kRandomPairs; ++i) {
    const std::size_t a = 1 + random() % (size - 2);
    cuttings.push_back(cut_at({a, a + 1 + random() % (size - a - 1)}));
  }
}

/// The simplest first.
std::vector<Cutting> cuttings(std::size_t size, std::size_t pairs_up_to, std::uint64_t seed) {
  std::vector<Cutting> all;
  for (const std::size_t at : offsets(size, seed))
    if (at > 0) all.push_back(cut_at({at}));
  for (const std::uint64_t k : {1, 2, 3, 5, 7, 100, 1000})
    if (k < size && size / k <= kMostPieces && (k < kAtAnEdge || size > kEachUpTo))
      all.push_back(every(k));
  if (size > 2) add_pairs(size, pairs_up_to, seed, all);
  for (std::uint64_t i = 0; i < kRandomSchedules && size > 3; ++i)
    all.push_back(random_cuts(seed + i));
  return all;
}

int rank(const Cutting& cutting) {
  switch (cutting.kind) {
    case Cutting::Cuts::whole:
      return 0;
    case Cutting::Cuts::at:
      return cutting.at.size() == 1 ? 1 : 3;
    case Cutting::Cuts::every:
      return 2;
    case Cutting::Cuts::random:
      break;
  }
  return 4;
}

int rank(const Schedule& schedule) {
  if (schedule.end != StreamEnd::fin || schedule.after) return 5;
  return std::max(rank(schedule.stream), rank(schedule.replies.value_or(Cutting{})));
}

}  // namespace

std::vector<Schedule> deliveries(std::size_t size, std::uint64_t seed) {
  std::vector<Schedule> schedules(1);
  schedules.push_back({.stream = merged(), .replies = {}, .after = {}});
  for (Cutting& cutting : cuttings(size, kPairsUpTo, seed))
    schedules.push_back({.stream = std::move(cutting), .replies = {}, .after = {}});
  schedules.push_back({.stream = {}, .replies = {}, .end = StreamEnd::silence, .after = {}});
  return schedules;
}

std::vector<Schedule> conversations(std::size_t replies, std::uint64_t seed) {
  std::vector<Schedule> schedules;
  const auto add = [&](Cutting stream, Cutting of_replies) {
    schedules.push_back(
        {.stream = std::move(stream), .replies = std::move(of_replies), .after = {}});
  };
  add({}, {});
  add(merged(), merged());
  for (Cutting& cutting : cuttings(replies, kReplyPairsUpTo, seed)) add({}, std::move(cutting));
  add(every(1), every(1));
  for (std::uint64_t i = 0; i < kRandomSchedules; ++i)
    add(random_cuts(seed + i), random_cuts(seed + i));
  return schedules;
}

void sort_simplest_first(std::vector<Schedule>& schedules) {
  std::stable_sort(schedules.begin(), schedules.end(),
                   [](const Schedule& a, const Schedule& b) { return rank(a) < rank(b); });
}

std::vector<Schedule> early_endings(std::size_t size, std::uint64_t seed) {
  std::vector<Schedule> schedules;
  for (const StreamEnd end : {StreamEnd::fin, StreamEnd::rst, StreamEnd::silence})
    for (const std::size_t after : offsets(size, seed))
      schedules.push_back({.stream = {}, .replies = {}, .end = end, .after = after});
  return schedules;
}

}  // namespace stickylab
