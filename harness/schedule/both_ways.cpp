#include "schedule/both_ways.hpp"

#include <algorithm>
#include <iterator>

#include "schedule/deliveries.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kFewCuts = 32;

/// Byte by byte, or as near to it as kMostPieces allows.
Cutting finest(std::size_t size) {
  return {.kind = Cutting::Cuts::every, .at = {}, .number = 1 + size / (ways::kMostPieces + 1)};
}

Schedule conversation(Cutting stream, Cutting replies) {
  return {.stream = std::move(stream), .replies = std::move(replies), .after = {}};
}

std::vector<Schedule> first_ways(std::size_t stream, std::size_t replies) {
  return {conversation({}, {}), conversation(merged(), merged()),
          conversation(finest(stream), finest(replies))};
}

bool is_single(const Cutting& cutting) {
  return cutting.kind == Cutting::Cuts::at && cutting.at.size() == 1;
}

/// At most `most` single cuts of one direction, evenly among all that would be tried.
std::vector<Cutting> few_cuts(std::size_t size, std::size_t most, std::uint64_t seed) {
  std::vector<Cutting> all = cuttings(size, 0, seed);
  std::erase_if(all, [](const Cutting& cutting) { return !is_single(cutting); });
  std::vector<Cutting> few;
  const std::size_t count = std::min(most, all.size());
  for (std::size_t i = 0; i < count; ++i) few.push_back(all[i * all.size() / count]);
  return few;
}

}  // namespace

std::vector<Schedule> both_ways(std::size_t stream, std::size_t replies, std::uint64_t seed) {
  std::vector<Schedule> more;
  for (Cutting& cutting : cuttings(stream, kPairsUpTo, seed))
    more.push_back(conversation(std::move(cutting), {}));
  for (Cutting& cutting : cuttings(replies, kReplyPairsUpTo, seed))
    more.push_back(conversation({}, std::move(cutting)));
  if (stream > 1 && replies > 1)
    for (std::uint64_t i = 0; i < ways::kRandomSchedules; ++i) {
      const Cutting by_chance{.kind = Cutting::Cuts::random, .at = {}, .number = seed + i};
      more.push_back(conversation(by_chance, by_chance));
    }
  sort_simplest_first(more);
  std::vector<Schedule> all = first_ways(stream, replies);
  std::erase_if(
      more, [&](const Schedule& s) { return std::find(all.begin(), all.end(), s) != all.end(); });
  std::move(more.begin(), more.end(), std::back_inserter(all));
  return all;
}

std::vector<Schedule> few_ways(std::size_t stream, std::size_t replies, std::uint64_t seed) {
  std::vector<Schedule> all = first_ways(stream, replies);
  for (Cutting& cutting : few_cuts(stream, kFewCuts, seed))
    all.push_back(conversation(std::move(cutting), {}));
  for (Cutting& cutting : few_cuts(replies, kFewCuts, seed))
    all.push_back(conversation({}, std::move(cutting)));
  return all;
}

}  // namespace stickylab
