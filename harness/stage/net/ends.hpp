// Finds the program that sent a packet, if both have the same address.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "recording/event.hpp"
#include "stage/net/frame.hpp"

namespace stickylab {

/// Goes by the ports. Two that talk belong to different programs, and a port once known stays
/// with its program. If both are new, the one that speaks first is that of the program that was
/// started last: the other one had opened its port before, and waited.
class Ends {
 public:
  explicit Ends(Actor started_first) : first_(started_first) {}

  /// Must be given the packets in the order in which they left.
  Actor from(const ParsedPacket& packet);

 private:
  using Port = std::pair<std::uint8_t, std::string>;  ///< protocol, HOST:PORT

  Actor first_;
  std::map<Port, Actor> owners_;
};

}  // namespace stickylab
