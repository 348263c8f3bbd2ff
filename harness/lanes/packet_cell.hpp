// A packet -> words: what stands in the WIRE lane.
#pragma once

#include <string>
#include <vector>

#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/rows.hpp"

namespace stickylab {

/// The parts of a packet's row, in a lane of `width` columns.
std::vector<Part> packet_parts(const PacketRow& row, const std::string& tag, int width,
                               const View& view);

/// What stands on its arrow: "segment 2", "↻ segment 1 again".
std::string packet_label(const PacketRow& row, const View& view);

/// The same without its sign: "segment 1 again".
std::string packet_words(const PacketRow& row, const View& view);

/// "segment 2", "ACK of segment 1": what a wait was for.
std::string packet_name(const Cause& cause, const View& view);

}  // namespace stickylab
