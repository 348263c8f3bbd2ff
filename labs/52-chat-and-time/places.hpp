// HOST:PORT, and what the system calls take for it.
#pragma once

#include <netdb.h>
#include <netinet/in.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

#include "cookie.hpp"

namespace chat {

inline sockaddr_in address_of(const Place& place) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(place.port);
  address.sin_addr.s_addr = htonl(place.address);
  return address;
}
inline Place place_of(const sockaddr* address) {
  sockaddr_in in{};
  std::memcpy(&in, address, sizeof in);
  return {ntohl(in.sin_addr.s_addr), ntohs(in.sin_port)};
}

// Throws std::invalid_argument if `text` is no HOST:PORT, std::runtime_error if there
// is no such host.
inline Place resolve(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) throw std::invalid_argument(text);
  const std::string digits = text.substr(colon + 1);
  std::size_t used = 0;
  const int port = std::stoi(digits, &used);
  if (used != digits.size() || port < 0 || port > 65'535) {
    throw std::invalid_argument(text);
  }
  addrinfo hints{};
  hints.ai_family = AF_INET;
  addrinfo* found = nullptr;
  const int failed =
      getaddrinfo(text.substr(0, colon).c_str(), nullptr, &hints, &found);
  if (failed != 0) throw std::runtime_error(text + ": " + gai_strerror(failed));
  Place place = place_of(found->ai_addr);
  freeaddrinfo(found);
  place.port = static_cast<std::uint16_t>(port);
  return place;
}

}  // namespace chat
