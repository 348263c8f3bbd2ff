// The contents of an Ethernet frame, as far as the wire lane shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "recording/event.hpp"

namespace stickylab {

/// What the IP header says, and the transport header behind it. Numbers in host order.
struct ParsedPacket {
  Way way;                            ///< IPv6 as [HOST]:PORT
  std::uint8_t protocol = 0;          ///< 6 TCP, 17 UDP
  std::uint32_t id = 0;               ///< with IPv6 0 if it is no fragment
  std::uint16_t fragment_offset = 0;  ///< in bytes
  bool more_fragments = false;
  std::uint8_t flags = 0;  ///< TCP: kFin …
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint16_t window = 0;                  ///< TCP: as in the header, not scaled
  std::optional<std::uint8_t> window_scale;  ///< TCP option of a SYN, RFC 7323
  std::string_view headers;  ///< all that stands before the payload; both point into the frame
  std::string_view payload;
};

/// Empty for a frame that is not TCP or UDP over IP, or that is cut short.
std::optional<ParsedPacket> parse_frame(std::string_view frame);

}  // namespace stickylab
