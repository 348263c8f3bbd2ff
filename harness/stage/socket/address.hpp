// An endpoint as the socket calls take it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstdint>
#include <cstring>
#include <string>

namespace stickylab {

/// The address at which a program listens.
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  std::string host6 = {};  ///< the same host's IPv6 address; empty if there is none to be told
  std::string path = {};   ///< of AF_UNIX: in the run's folder; else empty
};

/// HOST:PORT, with IPv6 [HOST]:PORT. `address` is an in_addr or in6_addr; an address of IPv4 that
/// IPv6 carries (RFC 4291 section 2.5.5.2) is written as IPv4, since its packets are of IPv4.
inline std::string endpoint_text(int family, const void* address, unsigned port) {
  constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const auto* bytes = static_cast<const unsigned char*>(address);
  const bool mapped = family == AF_INET6 && std::memcmp(bytes, kMapped, sizeof kMapped) == 0;
  const bool is_v4 = mapped || family == AF_INET;
  char text[INET6_ADDRSTRLEN];
  inet_ntop(is_v4 ? AF_INET : AF_INET6, mapped ? bytes + sizeof kMapped : bytes, text, sizeof text);
  return (is_v4 ? text : "[" + std::string(text) + "]") + ":" + std::to_string(port);
}

inline sockaddr_in to_address(const Endpoint& endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr);
  return address;
}

}  // namespace stickylab
