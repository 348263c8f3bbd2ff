#include "stage/net/frame.hpp"

#include <arpa/inet.h>
#include <net/ethernet.h>
#include <netinet/in.h>

namespace stickylab {
namespace {

constexpr std::size_t kEthernetHeader = 14;
constexpr std::size_t kUdpHeader = 8;     // RFC 768
constexpr std::size_t kLeastHeader = 20;  // of IPv4 and of TCP, without options

/// Reads big-endian fields; the caller has checked the length.
struct Reader {
  std::string_view bytes;

  std::uint8_t u8(std::size_t at) const { return static_cast<std::uint8_t>(bytes[at]); }
  std::uint16_t u16(std::size_t at) const {
    return static_cast<std::uint16_t>(u8(at) << 8 | u8(at + 1));
  }
  std::uint32_t u32(std::size_t at) const {
    return static_cast<std::uint32_t>(u16(at)) << 16 | u16(at + 2);
  }
};

std::string address(const Reader& ip, std::size_t at) {
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, ip.bytes.data() + at, text, sizeof text);
  return text;
}

void add_ports(const Reader& transport, ParsedPacket& packet) {
  packet.way.from += ":" + std::to_string(transport.u16(0));
  packet.way.to += ":" + std::to_string(transport.u16(2));
}

/// The window scale option: kind 3, length 3, shift, RFC 7323 section 2.2.
std::optional<std::uint8_t> window_scale(const Reader& options) {
  constexpr std::uint8_t kEnd = 0, kNothing = 1, kWindowScale = 3;
  for (std::size_t at = 0; at < options.bytes.size() && options.u8(at) != kEnd;) {
    const std::uint8_t kind = options.u8(at);
    if (kind == kNothing) {
      ++at;
      continue;
    }
    if (at + 2 > options.bytes.size() || options.u8(at + 1) < 2) break;
    if (kind == kWindowScale && at + 3 <= options.bytes.size()) return options.u8(at + 2);
    at += options.u8(at + 1);
  }
  return std::nullopt;
}

bool parse_tcp(const Reader& tcp, ParsedPacket& packet) {
  if (tcp.bytes.size() < kLeastHeader) return false;
  const std::size_t header = 4 * (tcp.u8(12) >> 4);
  if (header < kLeastHeader || header > tcp.bytes.size()) return false;
  add_ports(tcp, packet);
  packet.seq = tcp.u32(4);
  packet.ack = tcp.u32(8);
  packet.flags = tcp.u8(13);
  packet.window = tcp.u16(14);
  packet.window_scale = window_scale({tcp.bytes.substr(kLeastHeader, header - kLeastHeader)});
  packet.payload = tcp.bytes.substr(header);
  return true;
}

bool parse_udp(const Reader& udp, ParsedPacket& packet) {
  if (packet.fragment_offset > 0) {
    packet.payload = udp.bytes;
    return true;
  }
  if (udp.bytes.size() < kUdpHeader) return false;
  add_ports(udp, packet);
  packet.payload = udp.bytes.substr(kUdpHeader);
  return true;
}

}  // namespace

std::optional<ParsedPacket> parse_frame(std::string_view frame) {
  if (frame.size() < kEthernetHeader + kLeastHeader) return std::nullopt;
  if (Reader{frame}.u16(12) != ETHERTYPE_IP) return std::nullopt;
  Reader ip{frame.substr(kEthernetHeader)};
  const std::size_t header = 4 * (ip.u8(0) & 15);
  const std::size_t total = ip.u16(2);
  if (header < kLeastHeader || total < header || total > ip.bytes.size()) return std::nullopt;
  ParsedPacket packet;
  packet.id = ip.u16(4);
  packet.more_fragments = (ip.u16(6) & 0x2000) != 0;
  packet.fragment_offset = static_cast<std::uint16_t>((ip.u16(6) & 0x1fff) * 8);
  packet.protocol = ip.u8(9);
  packet.way.from = address(ip, 12);
  packet.way.to = address(ip, 16);
  const Reader transport{ip.bytes.substr(header, total - header)};  // behind it: Ethernet padding
  const bool known = packet.protocol == IPPROTO_TCP   ? parse_tcp(transport, packet)
                     : packet.protocol == IPPROTO_UDP ? parse_udp(transport, packet)
                                                      : false;
  if (!known) return std::nullopt;
  packet.headers = frame.substr(0, static_cast<std::size_t>(packet.payload.data() - frame.data()));
  return packet;
}

}  // namespace stickylab
