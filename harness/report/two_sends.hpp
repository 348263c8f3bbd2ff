// The first page of a site draws this of two sends and the reads that took their bytes.
#pragma once

#include <string>
#include <vector>

#include "trace/trace.hpp"

namespace stickylab {

/// A way for two sends and their receiver to meet: labs/two-sends is told it, and the wire.
struct Knobs {
  int busy_us = 0;  ///< the receiver computes so long before its first recv
  bool nodelay = false;
  int rtt_ms = 0;
  int recv_bytes = 1;  ///< that each recv asks for
};

/// The values of each knob, in their order on the page. A recording is made of each combination.
struct Positions {
  std::vector<int> busy_us;
  std::vector<bool> nodelay;
  std::vector<int> rtt_ms;
  std::vector<int> recv_bytes;

  /// All combinations; the first knob turns fastest.
  std::vector<Knobs> all() const;
};

/// True if the recording shows both sends, and reads that took all of their bytes.
bool is_whole(const Trace& trace);

/// False if the wire, or this machine below it, was too busy to hand packets on in time.
bool is_timely(const Trace& trace);

/// One run as JSON. Times are in microseconds from the first send, places are bytes of the stream:
/// `w` [time, from, to] of each send; `s` [left, arrived, from, to] of each segment with data; `a`
/// [left, arrived] of each ACK that came alone, the first for its segment; `r` [called, returned,
/// from, to] of each read; `b` [from, to], the time between accept and the first read.
std::string two_sends_json(const Trace& trace);

/// The values of the knobs, and the runs in the order of `positions.all()`.
std::string positions_json(const Positions& positions, const std::vector<Trace>& runs);

}  // namespace stickylab
