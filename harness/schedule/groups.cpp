#include "schedule/groups.hpp"

#include <algorithm>
#include <array>

namespace stickylab {
namespace {

DeliveryGroup group_of_mishaps(const std::vector<Mishap>& mishaps) {
  if (mishaps.size() > 1) return DeliveryGroup::several_mishaps;
  switch (mishaps.front().kind) {
    case Mishap::Kind::lose:
      return DeliveryGroup::losses;
    case Mishap::Kind::twice:
      return DeliveryGroup::copies;
    case Mishap::Kind::swap:
      return DeliveryGroup::swaps;
    case Mishap::Kind::late:
      break;
  }
  return DeliveryGroup::delays;
}

}  // namespace

DeliveryGroup group_of(const Schedule& schedule) {
  if (!schedule.mishaps.empty()) return group_of_mishaps(schedule.mishaps);
  if (schedule.after || schedule.end != StreamEnd::fin) return DeliveryGroup::endings;
  const Cutting& there = schedule.stream;
  const Cutting back = schedule.replies.value_or(Cutting{});
  if (there.pause_ms > 0) return DeliveryGroup::pauses;
  const auto is = [&](Cutting::Cuts kind) { return there.kind == kind || back.kind == kind; };
  if (is(Cutting::Cuts::random)) return DeliveryGroup::random;
  if (is(Cutting::Cuts::every)) return DeliveryGroup::sizes;
  if (there.at.size() + back.at.size() > 1) return DeliveryGroup::several_cuts;
  if (!there.at.empty()) return DeliveryGroup::request_cuts;
  if (!back.at.empty()) return DeliveryGroup::reply_cuts;
  const bool merged = there.pacing == Pacing::merged || back.pacing == Pacing::merged;
  return merged ? DeliveryGroup::merged : DeliveryGroup::whole;
}

std::string_view group_name(DeliveryGroup group) {
  constexpr std::array<std::string_view, 14> kNames = {
      "whole",        "merged", "request-cuts", "reply-cuts",     "sizes",
      "several-cuts", "random", "endings",      "pauses",         "losses",
      "copies",       "swaps",  "delays",       "several-mishaps"};
  return kNames.at(static_cast<std::size_t>(group));
}

void GroupCounts::plan(const std::vector<Schedule>& schedules) {
  for (const Schedule& schedule : schedules) ++of(group_of(schedule)).planned;
}

GroupCount& GroupCounts::of(DeliveryGroup group) {
  const auto found = std::ranges::find(counts_, group, &GroupCount::group);
  return found != counts_.end() ? *found : counts_.emplace_back(GroupCount{.group = group});
}

}  // namespace stickylab
