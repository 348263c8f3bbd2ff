// What the C++ programs here share: the protocol of lab 01, and its sender.
#pragma once

#include <arpa/inet.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace frames {

constexpr std::size_t kLongest = 1024;  // bytes in a message

inline void send_message(int fd, kit::Bytes body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, frame.append(body));
}

inline void sender(int fd) {
  send_message(fd, "hello");
  send_message(fd, "world");
}

// Nothing: the peer has closed between two messages.
inline std::optional<std::uint32_t> read_length(int fd) {
  std::uint32_t length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return std::nullopt;
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  return ntohl(length);
}

inline std::string read_body(int fd, std::size_t length) {
  if (length > kLongest) kit::refuse("the peer announced too long a message");
  std::string body(length, '\0');
  if (kit::receive_all(fd, body.data(), length) < length)
    kit::refuse("the peer closed inside a message");
  return body;
}

}  // namespace frames
