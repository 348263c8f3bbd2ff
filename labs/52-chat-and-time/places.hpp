// HOST:PORT, and what the system calls take for it.
#pragma once

#include <netdb.h>
#include <netinet/in.h>

#include <charconv>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include "place.hpp"

namespace chat {

// A socket of IPv6 takes no other address, and knows IPv4 as ::ffff:192.0.2.1.
inline sockaddr_storage address_of(const Place& place, bool of_ipv6) {
  sockaddr_storage address{};
  if (of_ipv6) {
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(place.port);
    six.sin6_scope_id = place.scope;
    std::memcpy(&six.sin6_addr, place.address.data(), place.address.size());
    std::memcpy(&address, &six, sizeof six);
  } else {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(place.port);
    std::memcpy(&four.sin_addr, &place.address[12], sizeof four.sin_addr);
    std::memcpy(&address, &four, sizeof four);
  }
  return address;
}

inline Place place_of(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, address, sizeof four);
    return {ntohl(four.sin_addr.s_addr), ntohs(four.sin_port)};
  }
  sockaddr_in6 six{};
  std::memcpy(&six, address, sizeof six);
  Place place;
  std::memcpy(place.address.data(), &six.sin6_addr, place.address.size());
  place.port = ntohs(six.sin6_port);
  place.scope = six.sin6_scope_id;
  return place;
}

// Throws std::invalid_argument if it is none.
inline std::uint16_t port_in(std::string_view digits) {
  std::uint16_t port = 0;
  const char* end = digits.data() + digits.size();
  const auto [used, error] = std::from_chars(digits.data(), end, port);
  if (used != end || error != std::errc{}) {
    throw std::invalid_argument(std::string(digits));
  }
  return port;
}

// HOST:PORT of IPv4, [HOST]:PORT of IPv6. Throws std::invalid_argument if `text` is
// neither, std::runtime_error if there is no such host.
inline Place resolve(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) throw std::invalid_argument(text);
  const std::uint16_t port = port_in(std::string_view(text).substr(colon + 1));
  std::string host = text.substr(0, colon);
  const bool of_ipv6 = host.front() == '[' && host.back() == ']';
  if (of_ipv6) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!of_ipv6 && host.find(':') != std::string::npos)) {
    throw std::invalid_argument(text);
  }
  addrinfo hints{};
  hints.ai_family = of_ipv6 ? AF_INET6 : AF_INET;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (failed != 0) throw std::runtime_error(text + ": " + gai_strerror(failed));
  Place place = place_of(found->ai_addr);
  freeaddrinfo(found);
  place.port = port;
  return place;
}

}  // namespace chat
