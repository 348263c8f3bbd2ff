// An endpoint as the socket calls take it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstdint>
#include <string>

namespace stickylab {

/// The address at which a program listens.
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
};

inline sockaddr_in to_address(const Endpoint& endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr);
  return address;
}

}  // namespace stickylab
