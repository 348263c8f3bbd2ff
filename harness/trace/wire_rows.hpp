// Packets -> rows of the WIRE lane.
#pragma once

#include <vector>

#include "trace/rows.hpp"

namespace stickylab {

/// From here on a packet's way is worth two rows: far above what the wire itself adds.
inline constexpr std::int64_t kTransitNs = 1'000'000;

/// A handshake that went well is one row; a segment that does nothing but acknowledge a FIN has
/// none. The rows are not in order.
std::vector<Row> wire_rows(const std::shared_ptr<const Recording>& recording,
                           const Streams& streams);

}  // namespace stickylab
