// Where an end of this machine listens, and when.
#pragma once

#include <sys/syscall.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include "sockets.hpp"

namespace kit {

constexpr int kOpenCheckMs = 5;

// A port of 127.0.0.2 that nobody has bound.
inline sockaddr_in free_place(int type) {
  sockaddr_in address = resolve("127.0.0.2:0");
  const int fd = new_socket(type);
  if (bind(fd, plain(address), sizeof address) < 0) fail("bind");
  socklen_t size = sizeof address;
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  close(fd);
  return address;
}

// Whether a socket listens there, or of UDP is bound and not connected: proc(5).
inline bool is_open(int type, const sockaddr_in& address) {
  const bool stream = type == SOCK_STREAM;
  std::array<char, 40> wanted{};
  std::snprintf(wanted.data(), wanted.size(), "%08X:%04X 00000000:0000 %s",
                address.sin_addr.s_addr, ntohs(address.sin_port), stream ? "0A" : "07");
  std::ifstream table(stream ? "/proc/net/tcp" : "/proc/net/udp");
  for (std::string line; std::getline(table, line);) {
    if (line.find(wanted.data()) != std::string::npos) return true;
  }
  return false;
}

// Returns when that process is there, or has ended.
inline void until_open(int type, const sockaddr_in& address, pid_t process) {
  const int ended = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  while (!is_open(type, address) && wait_for(ended, POLLIN, kOpenCheckMs) == 0) {
  }
  close(ended);
}

}  // namespace kit
