// The delays, losses and holds that frames meet on the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/network.hpp"

namespace stickylab {

/// Keeps one data segment (or datagram) until somebody releases it.
struct HoldRule {
  Actor from{};        ///< a program that has its host to itself
  int segment = 0;     ///< the n-th with data from there, from 1; 0: every one
  int until_read = 0;  ///< released as the receiver's n-th read that brought bytes has returned;
                       ///< 0: only when asked
};

struct WireSpec {
  double rtt_ms = 0;  ///< half of it each way
  double loss = 0;    ///< probabilities, for each packet
  double duplicate = 0;
  double reorder = 0;  ///< the packet lets the next one pass
  std::uint64_t seed = 1;
  std::vector<HoldRule> holds;
  std::vector<LoseRule> loses;
  std::optional<int> cut_after;
};

}  // namespace stickylab
