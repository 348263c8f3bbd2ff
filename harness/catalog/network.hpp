// The network between the ends of a lab: its delay, and what it loses.
#pragma once

#include <optional>
#include <vector>

#include "recording/actor.hpp"

namespace stickylab {

/// Loses one packet with data: a TCP segment, or a datagram. What is sent again counts again.
struct LoseRule {
  Actor from{};    ///< the first program on its host
  int packet = 0;  ///< the n-th with data that leaves that host, from 1
  friend bool operator==(const LoseRule&, const LoseRule&) = default;
};

struct Network {
  double rtt_ms = 0;
  int mtu = 1500;
  std::vector<LoseRule> loses;
  /// So many packets cross, of all hosts together, handshakes and ACKs too; after them none does,
  /// either way and for ever.
  std::optional<int> cut_after;

  /// True if it can be had on two hosts only.
  bool needs_wire() const { return !loses.empty() || cut_after; }
};

}  // namespace stickylab
