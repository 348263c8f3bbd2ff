// The IP header of a frame: the transport header that stands behind it, and where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stickylab {

/// Reads numbers as the network writes them, big end first; the caller has checked the length.
struct NetworkBytes {
  std::string_view bytes;

  std::uint8_t u8(std::size_t at) const { return static_cast<std::uint8_t>(bytes[at]); }
  std::uint16_t u16(std::size_t at) const {
    return static_cast<std::uint16_t>(u8(at) << 8 | u8(at + 1));
  }
  std::uint32_t u32(std::size_t at) const {
    return static_cast<std::uint32_t>(u16(at)) << 16 | u16(at + 2);
  }
};

inline constexpr std::size_t kEthernetHeader = 14;

/// IPv4, RFC 791; or IPv6 with its extension headers, RFC 8200.
struct IpHeader {
  bool is_v6 = false;
  std::uint8_t protocol = 0;  ///< 6 TCP, 17 UDP
  std::uint32_t id = 0;  ///< of the whole that was fragmented; with IPv6 0 if it is no fragment
  std::uint16_t fragment_offset = 0;  ///< in bytes
  bool more_fragments = false;
  std::size_t transport = 0;  ///< where the header behind it begins, in the frame
  std::size_t end = 0;        ///< where the packet ends; Ethernet padding may follow
};

/// Empty for a frame that carries no IP, or whose IP header is cut short. What is behind the header
/// may be missing.
std::optional<IpHeader> ip_header_of(std::string_view frame);

}  // namespace stickylab
