// Recording -> the places of the bytes: the queue of one kernel, the wire, the queue of the other.
#pragma once

#include <vector>

#include "recording/recording.hpp"
#include "trace/streams.hpp"

namespace stickylab {

/// Some bytes that went one way of a connection went one place further.
struct Move {
  enum class What : std::uint8_t { written, leaves, arrives, lost, read } what{};
  std::int64_t time_ns = 0;
  Direction direction;  ///< from the end that wrote them
  Span span;            ///< bytes, among all that were written this way
  int number = 0;       ///< of the write or read in its direction, or of the packet; from 1
};

/// Lists moves in order of time. If there is no wire, written bytes have arrived. Bytes of a
/// connection that is not known are left out.
std::vector<Move> moves_of(const Recording& recording, const Streams& streams);

}  // namespace stickylab
