// The calls that make a conversation, with their errors handled.
#pragma once

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "kit.hpp"
#include "narration.hpp"

namespace kit {

[[noreturn]] inline void wrong_usage() {
  std::fprintf(
      stderr,
      words("usage: %s [receiver --listen HOST:PORT | sender --connect HOST:PORT]; "
            "without arguments both ends run here\n",
            "用法：%s [receiver --listen 主机:端口 | sender --connect 主机:端口]；"
            "不带参数则两端都在本机运行\n"),
      program_invocation_short_name);
  std::exit(2);
}

template <typename Call>
auto unless_interrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

// The events of poll(2) that came, 0 after `ms`; -1 waits without end.
inline short wait_for(int fd, short events, int ms) {
  pollfd one{.fd = fd, .events = events, .revents = 0};
  if (unless_interrupted([&] { return poll(&one, 1, ms); }) < 0) fail("poll");
  return one.revents;
}

inline sockaddr_in resolve(const std::string& host_port) {
  const std::size_t colon = host_port.rfind(':');
  if (colon == std::string::npos || colon == 0) wrong_usage();
  const char* digits = host_port.c_str() + colon + 1;
  const char* end = host_port.c_str() + host_port.size();
  std::uint16_t port = 0;
  const auto [rest, error] = std::from_chars(digits, end, port);
  if (error != std::errc{} || rest != end) wrong_usage();
  addrinfo hints{};
  hints.ai_family = AF_INET;
  addrinfo* found = nullptr;
  const std::string host = host_port.substr(0, colon);
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) {
    refuse((host + words(": no such host", "：找不到这台主机")).c_str());
  }
  sockaddr_in address{};
  std::memcpy(&address, found->ai_addr, sizeof address);
  freeaddrinfo(found);
  address.sin_port = htons(port);
  return address;
}

inline int new_socket(int type) {
  const int fd = socket(AF_INET, type, 0);
  if (fd < 0) fail("socket");
  return fd;
}

inline const sockaddr* plain(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

inline int bind_to(int type, const sockaddr_in& address) {
  const int fd = new_socket(type);
  if (type == SOCK_STREAM) set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (bind(fd, plain(address), sizeof address) < 0) fail("bind");
  if (type == SOCK_STREAM && listen(fd, 1) < 0) fail("listen");
  return fd;
}

inline int connect_to(int type, const sockaddr_in& address) {
  const int fd = new_socket(type);
  const auto call = [&] { return connect(fd, plain(address), sizeof address); };
  if (unless_interrupted(call) < 0) fail("connect");
  return fd;
}

// The receiver's socket of the next conversation.
inline int next_peer(int bound) {
  const int fd = unless_interrupted([&] { return accept(bound, nullptr, nullptr); });
  if (fd < 0) fail("accept");
  return fd;
}

}  // namespace kit
