// Deliveries of one kind, together: a test case each.
#pragma once

#include <string_view>

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
};

DeliveryGroup group_of(const Schedule& schedule);
std::string_view group_name(DeliveryGroup group);

}  // namespace stickylab
