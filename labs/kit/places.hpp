// Where an end of this machine listens, and when.
#pragma once

#include <sys/syscall.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "sockets.hpp"

namespace kit {

constexpr int kOpenCheckMs = 5;

// A port of 127.0.0.2 that nobody has bound.
inline Place free_port(int type) {
  Place place = resolve(type, "127.0.0.2:0");
  const int fd = new_socket(place);
  if (bind(fd, place.plain(), size_of(place.address)) < 0) fail("bind");
  socklen_t size = sizeof place.address;
  getsockname(fd, reinterpret_cast<sockaddr*>(&place.address), &size);
  close(fd);
  return place;
}

// A folder that is there until the process that made it ends.
class Folder {
 public:
  Folder() {
    if (mkdtemp(path_.data()) == nullptr) fail("mkdtemp");
  }
  ~Folder() {
    if (getpid() != maker_) return;
    unlink(in(kName).c_str());
    rmdir(path_.c_str());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Place place(int type) const {
    return at_path(type, in(kName));
  }

 private:
  static constexpr const char* kName = "socket";
  std::string in(const char* name) const {
    return path_ + "/" + name;
  }
  std::string path_ = "/tmp/stickylab-XXXXXX";
  const pid_t maker_ = getpid();
};

// True if a socket listens at a port, or of UDP is bound and not connected: proc(5).
inline bool is_open(const Place& place) {
  const bool stream = place.type == SOCK_STREAM;
  sockaddr_in address{};
  std::memcpy(&address, &place.address, sizeof address);
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
inline void until_open(const Place& place, pid_t process) {
  const int ended = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  while (!is_open(place) && wait_for(ended, POLLIN, kOpenCheckMs) == 0) {
  }
  close(ended);
}

}  // namespace kit
