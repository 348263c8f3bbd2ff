// Recording -> where the bytes were: the queue of one kernel, the wire, the queue of the other.
#pragma once

#include <vector>

#include "recording/recording.hpp"
#include "trace/streams.hpp"

namespace stickylab {

/// Some bytes of one end went one place further.
struct Move {
  enum class What : std::uint8_t { written, leaves, arrives, lost, read } what{};
  std::int64_t time_ns = 0;
  Actor from{};    ///< the end that wrote them
  Span span;       ///< among all that this end wrote, connection after connection
  int number = 0;  ///< of the write or read among those that moved bytes, or of the packet; from 1
};

/// In order of time. Where there is no wire, what was written has arrived. Empty where an end wrote
/// to several connections in turn: their bytes are not one stream.
std::vector<Move> moves_of(const Recording& recording, const Streams& streams);

}  // namespace stickylab
