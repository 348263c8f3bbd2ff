// The contents of an Ethernet frame, as far as the wire lane shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "recording/event.hpp"

namespace stickylab {

/// An ICMP error, RFC 792 and RFC 4443. It quotes the packet that it is about.
struct IcmpHeader {
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  std::uint8_t protocol = 0;  ///< of that packet: 6 TCP, 17 UDP
  Way quoted;                 ///< its way
};

/// What the IP header says, and the transport header behind it. Numbers in host order.
struct ParsedPacket {
  Way way;                            ///< IPv6 as [HOST]:PORT; of an ICMP error without ports
  std::uint8_t protocol = 0;          ///< 6 TCP, 17 UDP, 1 and 58 ICMP
  std::uint32_t id = 0;               ///< with IPv6 0 if it is no fragment
  std::uint16_t fragment_offset = 0;  ///< in bytes
  bool more_fragments = false;
  std::uint8_t flags = 0;  ///< TCP: kFin …
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint16_t window = 0;                  ///< TCP: as in the header, not scaled
  std::optional<std::uint8_t> window_scale;  ///< TCP option of a SYN, RFC 7323
  std::optional<IcmpHeader> icmp;
  std::string_view headers;  ///< all that stands before the payload; both point into the frame
  std::string_view payload;
};

/// Empty for a frame that is not TCP, UDP or an ICMP error about one of them, or that is cut short.
std::optional<ParsedPacket> parse_frame(std::string_view frame);

}  // namespace stickylab
