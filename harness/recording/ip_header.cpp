#include "recording/ip_header.hpp"

#include <net/ethernet.h>
#include <netinet/in.h>

namespace stickylab {
namespace {

constexpr std::size_t kLeastV4 = 20;  // without options
constexpr std::size_t kFixedV6 = 40;
constexpr std::size_t kExtension = 8;  // the least of IPv6, and all of a fragment header

std::optional<IpHeader> v4_header(const NetworkBytes& ip) {
  if (ip.bytes.size() < kLeastV4) return std::nullopt;
  const std::size_t header = 4 * (ip.u8(0) & 15);
  const std::size_t total = ip.u16(2);
  if (header < kLeastV4 || total < header || header > ip.bytes.size()) return std::nullopt;
  return IpHeader{.protocol = ip.u8(9),
                  .id = ip.u16(4),
                  .fragment_offset = static_cast<std::uint16_t>((ip.u16(6) & 0x1fff) * 8),
                  .more_fragments = (ip.u16(6) & 0x2000) != 0,
                  .transport = kEthernetHeader + header,
                  .end = kEthernetHeader + total};
}

/// Those of one form: next header, length in 8 bytes beyond the first 8.
bool is_options(std::uint8_t protocol) {
  return protocol == IPPROTO_HOPOPTS || protocol == IPPROTO_ROUTING || protocol == IPPROTO_DSTOPTS;
}

void read_fragment(const NetworkBytes& extension, IpHeader& header) {
  header.fragment_offset = extension.u16(2) & 0xfff8;
  header.more_fragments = (extension.u16(2) & 1) != 0;
  header.id = extension.u32(4);
}

/// Behind the header of a fragment other than the first there is no header more.
std::optional<IpHeader> v6_header(const NetworkBytes& ip) {
  if (ip.bytes.size() < kFixedV6) return std::nullopt;
  IpHeader header{.is_v6 = true, .protocol = ip.u8(6)};
  std::size_t at = kFixedV6;
  while ((is_options(header.protocol) || header.protocol == IPPROTO_FRAGMENT) &&
         header.fragment_offset == 0) {
    if (at + kExtension > ip.bytes.size()) return std::nullopt;
    const NetworkBytes extension{ip.bytes.substr(at)};
    const bool is_fragment = header.protocol == IPPROTO_FRAGMENT;
    if (is_fragment) read_fragment(extension, header);
    at += is_fragment ? kExtension : kExtension * (extension.u8(1) + 1);
    header.protocol = extension.u8(0);
  }
  header.transport = kEthernetHeader + at;
  header.end = kEthernetHeader + kFixedV6 + ip.u16(4);
  if (at > ip.bytes.size() || header.end < header.transport) return std::nullopt;
  return header;
}

}  // namespace

std::optional<IpHeader> ip_header_of(std::string_view frame) {
  if (frame.size() < kEthernetHeader) return std::nullopt;
  const NetworkBytes ip{frame.substr(kEthernetHeader)};
  switch (NetworkBytes{frame}.u16(12)) {
    case ETHERTYPE_IP:
      return v4_header(ip);
    case ETHERTYPE_IPV6:
      return v6_header(ip);
    default:
      return std::nullopt;
  }
}

}  // namespace stickylab
