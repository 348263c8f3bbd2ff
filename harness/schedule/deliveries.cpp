#include "schedule/deliveries.hpp"

#include <algorithm>

namespace stickylab {
namespace {

/// The kinds of both stand in the same order.
Cutting cutting_of(const ways::Way& way) {
  return {.kind = static_cast<Cutting::Cuts>(way.kind), .at = way.at, .number = way.number};
}
Cutting every(std::uint64_t k) { return {.kind = Cutting::Cuts::every, .at = {}, .number = k}; }
Cutting random_cuts(std::uint64_t seed) {
  return {.kind = Cutting::Cuts::random, .at = {}, .number = seed};
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

Cutting merged() { return {.at = {}, .pacing = Pacing::merged}; }

std::vector<Cutting> cuttings(std::size_t size, std::size_t pairs_up_to, std::uint64_t seed) {
  std::vector<Cutting> all;
  ways::each_cut(size, pairs_up_to, seed, [&](const ways::Way& way) {
    all.push_back(cutting_of(way));
    return true;
  });
  return all;
}

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
  for (std::uint64_t i = 0; i < ways::kRandomSchedules; ++i)
    add(random_cuts(seed + i), random_cuts(seed + i));
  return schedules;
}

std::vector<Schedule> pauses(std::size_t size, std::uint32_t timeout_ms) {
  constexpr std::uint32_t kLongestTimeoutMs = 2000, kAllMs = 4000;
  if (size < 2 || timeout_ms == 0 || timeout_ms > kLongestTimeoutMs) return {};
  const std::uint32_t pause_ms = timeout_ms + std::max(timeout_ms / 2, 100U);
  std::vector<std::size_t> at = {size / 4, 1, size / 2, size - 1, size * 3 / 4};
  at.resize(std::clamp<std::size_t>(kAllMs / pause_ms, 1, at.size()));
  std::sort(at.begin(), at.end());
  at.erase(std::unique(at.begin(), at.end()), at.end());
  std::vector<Schedule> schedules;
  for (const std::size_t cut : at) {
    if (cut == 0) continue;
    Cutting cutting{.kind = Cutting::Cuts::at, .at = {cut}};
    cutting.pause_ms = pause_ms;
    schedules.push_back({.stream = std::move(cutting), .replies = {}, .after = {}});
  }
  return schedules;
}

std::vector<Schedule> telling_endings(std::size_t size) {
  std::vector<Schedule> schedules;
  for (const std::size_t after : {std::size_t{0}, std::size_t{1}, size - 2, size - 1})
    if (size >= 4) schedules.push_back({.stream = {}, .replies = {}, .after = after});
  return schedules;
}

bool is_simple(const Schedule& schedule) { return rank(schedule) <= 1; }

void sort_simplest_first(std::vector<Schedule>& schedules) {
  std::stable_sort(schedules.begin(), schedules.end(),
                   [](const Schedule& a, const Schedule& b) { return rank(a) < rank(b); });
}

std::vector<Schedule> early_endings(std::size_t size, std::uint64_t seed) {
  std::vector<Schedule> schedules;
  for (const StreamEnd end : {StreamEnd::fin, StreamEnd::rst, StreamEnd::silence})
    for (const std::size_t after : ways::offsets(size, seed))
      schedules.push_back({.stream = {}, .replies = {}, .end = end, .after = after});
  return schedules;
}

}  // namespace stickylab
