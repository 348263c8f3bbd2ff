// TCP streams as the wire sees them: relative numbers, scaled windows, retransmissions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "recording/event.hpp"
#include "stage/net/frame.hpp"

namespace stickylab {

class Flows {
 public:
  /// Numbers one segment; must be given every segment, in the order in which they left.
  Segment number(const ParsedPacket& packet);

 private:
  /// The numbers of what one end has sent to the other.
  struct Direction {
    std::optional<std::uint32_t> first;        ///< the sequence number that counts as 0: the SYN's
    std::int64_t sent_to = 0;                  ///< relative; all before it have left the host
    std::optional<std::uint8_t> window_scale;  ///< RFC 7323: announced in the SYN
  };

  std::map<Way, Direction> directions_;
};

}  // namespace stickylab
