#include "schedule/groups.hpp"

#include <array>

namespace stickylab {

DeliveryGroup group_of(const Schedule& schedule) {
  if (schedule.after || schedule.end != StreamEnd::fin) return DeliveryGroup::endings;
  const Cutting& there = schedule.stream;
  const Cutting back = schedule.replies.value_or(Cutting{});
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
  constexpr std::array<std::string_view, 8> kNames = {"whole",      "merged", "request-cuts",
                                                      "reply-cuts", "sizes",  "several-cuts",
                                                      "random",     "endings"};
  return kNames.at(static_cast<std::size_t>(group));
}

}  // namespace stickylab
