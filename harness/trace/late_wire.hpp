// Packets that the wire of the stage handed on late, because this machine did not run it in time.
#pragma once

#include <cstdint>

#include "recording/recording.hpp"

namespace stickylab {

struct LateWire {
  int packets = 0;
  std::int64_t most_ns = 0;  ///< how late the latest was
  std::int64_t all_ns = 0;   ///< what they have together
};

/// Nothing, if no packet was late by kWireLateNs.
LateWire late_wire(const Recording& recording);

}  // namespace stickylab
