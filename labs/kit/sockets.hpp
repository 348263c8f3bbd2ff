// The calls that make a conversation, with their errors handled.
#pragma once

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
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

// How much of it bind(2) and connect(2) are to be told.
inline socklen_t size_of(const sockaddr_storage& where) {
  return where.ss_family == AF_UNIX ? sizeof(sockaddr_un) : sizeof(sockaddr_in);
}

// A place to listen: an address and port, or of AF_UNIX a path.
struct Place {
  int type = SOCK_STREAM;
  sockaddr_storage address{};

  bool is_local() const {
    return address.ss_family == AF_UNIX;
  }
  bool has_connections() const {
    return type != SOCK_DGRAM;
  }
  const sockaddr* plain() const {
    return reinterpret_cast<const sockaddr*>(&address);
  }
  const char* path() const {
    return reinterpret_cast<const sockaddr_un*>(&address)->sun_path;
  }
};

[[noreturn]] inline void wrong_usage(bool local) {
  const char* where = local ? words("PATH", "路径") : words("HOST:PORT", "主机:端口");
  std::fprintf(stderr,
               words("usage: %s [receiver --listen %s | sender --connect %s]; "
                     "without arguments both ends run here\n",
                     "用法：%s [receiver --listen %s | sender --connect %s]；"
                     "不带参数则两端都在本机运行\n"),
               program_invocation_short_name, where, where);
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

inline std::uint16_t port_of(const std::string& digits) {
  const char* end = digits.c_str() + digits.size();
  std::uint16_t port = 0;
  const auto [rest, error] = std::from_chars(digits.c_str(), end, port);
  if (error != std::errc{} || rest != end) wrong_usage(false);
  return port;
}

inline Place resolve(int type, const std::string& host_port) {
  const std::size_t colon = host_port.rfind(':');
  if (colon == std::string::npos || colon == 0) wrong_usage(false);
  const std::uint16_t port = port_of(host_port.substr(colon + 1));
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
  Place place{.type = type};
  std::memcpy(&place.address, &address, sizeof address);
  return place;
}

inline Place at_path(int type, const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    refuse((path + words(": too long for a socket", "：太长，不能用作套接字的路径"))
               .c_str());
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  Place place{.type = type};
  std::memcpy(&place.address, &address, sizeof address);
  return place;
}

inline int new_socket(const Place& place) {
  const int fd = socket(place.address.ss_family, place.type, 0);
  if (fd < 0) fail("socket");
  return fd;
}

// Frees a path at which a program that has ended left its socket. It is asked for as
// one of another type: who still has it refuses that with EPROTOTYPE, and notices
// nothing.
inline void remove_left_over(const Place& place) {
  struct stat there {};
  if (lstat(place.path(), &there) < 0 || !S_ISSOCK(there.st_mode)) return;
  Place other = place;
  other.type = place.has_connections() ? SOCK_DGRAM : SOCK_STREAM;
  const int fd = new_socket(other);
  const bool refused =
      connect(fd, place.plain(), size_of(place.address)) < 0 && errno == ECONNREFUSED;
  close(fd);
  if (refused) unlink(place.path());
}

inline int bind_to(const Place& place) {
  if (place.is_local()) remove_left_over(place);
  const int fd = new_socket(place);
  const bool is_tcp = !place.is_local() && place.has_connections();
  if (is_tcp) set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (bind(fd, place.plain(), size_of(place.address)) < 0) fail("bind");
  if (place.has_connections() && listen(fd, 1) < 0) fail("listen");
  return fd;
}

inline int connect_to(const Place& place) {
  const int fd = new_socket(place);
  const auto call = [&] { return connect(fd, place.plain(), size_of(place.address)); };
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
