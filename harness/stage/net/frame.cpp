#include "stage/net/frame.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "recording/ip_header.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kUdpHeader = 8;   // RFC 768
constexpr std::size_t kTcpHeader = 20;  // without options
constexpr std::size_t kIcmpHeader = 8;  // RFC 792; what it quotes stands behind it
constexpr std::size_t kPorts = 4;       // TCP and UDP begin with them

std::string address(int family, const char* at) {
  char text[INET6_ADDRSTRLEN];
  inet_ntop(family, at, text, sizeof text);
  return family == AF_INET ? text : "[" + std::string(text) + "]";
}

/// The addresses, without ports.
Way way_of(const IpHeader& header, std::string_view frame) {
  const char* ip = frame.data() + kEthernetHeader;
  if (header.is_v6) return {address(AF_INET6, ip + 8), address(AF_INET6, ip + 24)};
  return {address(AF_INET, ip + 12), address(AF_INET, ip + 16)};
}

void add_ports(const NetworkBytes& transport, Way& way) {
  way.from += ":" + std::to_string(transport.u16(0));
  way.to += ":" + std::to_string(transport.u16(2));
}

/// The window scale option: kind 3, length 3, shift, RFC 7323 section 2.2.
std::optional<std::uint8_t> window_scale(const NetworkBytes& options) {
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

bool parse_tcp(const NetworkBytes& tcp, ParsedPacket& packet) {
  if (packet.fragment_offset > 0 || tcp.bytes.size() < kTcpHeader) return false;
  const std::size_t header = 4 * (tcp.u8(12) >> 4);
  if (header < kTcpHeader || header > tcp.bytes.size()) return false;
  add_ports(tcp, packet.way);
  packet.seq = tcp.u32(4);
  packet.ack = tcp.u32(8);
  packet.flags = tcp.u8(13);
  packet.window = tcp.u16(14);
  packet.window_scale = window_scale({tcp.bytes.substr(kTcpHeader, header - kTcpHeader)});
  packet.payload = tcp.bytes.substr(header);
  return true;
}

bool parse_udp(const NetworkBytes& udp, ParsedPacket& packet) {
  if (packet.fragment_offset > 0) {
    packet.payload = udp.bytes;
    return true;
  }
  if (udp.bytes.size() < kUdpHeader) return false;
  add_ports(udp, packet.way);
  packet.payload = udp.bytes.substr(kUdpHeader);
  return true;
}

/// True if it says that something went wrong: the others are questions, answers and news of
/// routers.
bool is_error(std::uint8_t type, bool is_v6) {
  constexpr std::uint8_t kUnreachable = 3, kTimeExceeded = 11, kBadParameter = 12;
  constexpr std::uint8_t kFirstInformational = 128;  // RFC 4443
  if (is_v6) return type < kFirstInformational;
  return type == kUnreachable || type == kTimeExceeded || type == kBadParameter;
}

/// The quoted packet may be cut short behind its ports.
bool add_quoted(std::string_view quote, bool is_v6, IcmpHeader& icmp) {
  const std::string frame = std::string(kEthernetHeader - 2, '\0') +
                            (is_v6 ? "\x86\xdd" : std::string("\x08\0", 2)) + std::string(quote);
  const auto ip = ip_header_of(frame);
  if (!ip || ip->fragment_offset > 0 || ip->transport + kPorts > frame.size()) return false;
  icmp.protocol = ip->protocol;
  icmp.quoted = way_of(*ip, frame);
  add_ports({std::string_view(frame).substr(ip->transport)}, icmp.quoted);
  return icmp.protocol == IPPROTO_TCP || icmp.protocol == IPPROTO_UDP;
}

bool parse_icmp(const NetworkBytes& bytes, bool is_v6, ParsedPacket& packet) {
  if (packet.fragment_offset > 0 || bytes.bytes.size() < kIcmpHeader) return false;
  if (!is_error(bytes.u8(0), is_v6)) return false;
  packet.icmp = {.type = bytes.u8(0), .code = bytes.u8(1), .protocol = 0, .quoted = {}};
  packet.payload = bytes.bytes.substr(bytes.bytes.size());
  return add_quoted(bytes.bytes.substr(kIcmpHeader), is_v6, *packet.icmp);
}

bool parse_transport(const NetworkBytes& bytes, bool is_v6, ParsedPacket& packet) {
  switch (packet.protocol) {
    case IPPROTO_TCP:
      return parse_tcp(bytes, packet);
    case IPPROTO_UDP:
      return parse_udp(bytes, packet);
    case IPPROTO_ICMP:
      return !is_v6 && parse_icmp(bytes, is_v6, packet);
    case IPPROTO_ICMPV6:
      return is_v6 && parse_icmp(bytes, is_v6, packet);
    default:
      return false;
  }
}

}  // namespace

std::optional<ParsedPacket> parse_frame(std::string_view frame) {
  const auto ip = ip_header_of(frame);
  if (!ip || ip->end > frame.size()) return std::nullopt;
  ParsedPacket packet;
  packet.id = ip->id;
  packet.more_fragments = ip->more_fragments;
  packet.fragment_offset = ip->fragment_offset;
  packet.protocol = ip->protocol;
  packet.way = way_of(*ip, frame);
  const NetworkBytes transport{frame.substr(ip->transport, ip->end - ip->transport)};
  if (!parse_transport(transport, ip->is_v6, packet)) return std::nullopt;
  packet.headers = frame.substr(0, static_cast<std::size_t>(packet.payload.data() - frame.data()));
  return packet;
}

}  // namespace stickylab
