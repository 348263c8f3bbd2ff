// Deliveries of one kind, together: a test case each.
#pragma once

#include <string_view>
#include <vector>

#include "schedule/schedule.hpp"

namespace stickylab {

enum class DeliveryGroup : std::uint8_t {
  whole,
  merged,
  request_cuts,  ///< one cut, of what the client says
  reply_cuts,    ///< one cut, of what the server says
  sizes,         ///< pieces of one size
  several_cuts,
  random,
  endings,  ///< the stream ends early, is reset or falls silent
  pauses,   ///< a piece comes late
  losses,   ///< of one datagram, as the three below
  copies,
  swaps,
  delays,
  several_mishaps,
};

DeliveryGroup group_of(const Schedule& schedule);
std::string_view group_name(DeliveryGroup group);

/// How many deliveries of a group were planned and made.
struct GroupCount {
  DeliveryGroup group{};
  std::size_t planned = 0;
  std::size_t made = 0;
};

/// The groups of deliveries, in the order in which they were planned.
class GroupCounts {
 public:
  void plan(const std::vector<Schedule>& schedules);
  void count_made(const Schedule& schedule) { ++of(group_of(schedule)).made; }

  const std::vector<GroupCount>& all() const { return counts_; }

 private:
  GroupCount& of(DeliveryGroup group);

  std::vector<GroupCount> counts_;
};

}  // namespace stickylab
