// The place that a datagram comes from or goes to, of IPv4 and of IPv6. No socket.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace chat {

struct Place {
  // An address of IPv4 as IPv6 writes it, after ::ffff: (RFC 4291, section 2.5.5.2).
  std::array<std::uint8_t, 16> address{};
  std::uint16_t port = 0;
  std::uint32_t scope = 0;  // the interface, for fe80::

  constexpr Place() = default;
  constexpr Place(std::uint32_t ipv4, std::uint16_t its_port) : port(its_port) {
    address[10] = address[11] = 0xff;
    for (std::size_t i = 0; i < 4; ++i) {
      address[12 + i] = static_cast<std::uint8_t>(ipv4 >> (24 - 8 * i));
    }
  }

  bool is_ipv4() const {
    const Place any_ipv4(0, 0);
    return std::equal(address.begin(), address.begin() + 12, any_ipv4.address.begin());
  }
  // An owner of one address of IPv6 has, as a rule, the 2^64 that begin alike: they
  // count as one. Each address of IPv4 counts.
  std::uint64_t neighbourhood() const {
    const auto first = address.begin() + (is_ipv4() ? 8 : 0);
    std::uint64_t number = 0;
    for (auto byte = first; byte != first + 8; ++byte) number = number << 8 | *byte;
    return number;
  }

  friend auto operator<=>(const Place&, const Place&) = default;
};

}  // namespace chat
