// What has come to a socket from which nobody has taken anything so far.
#pragma once

#include <linux/sock_diag.h>
#include <netinet/tcp.h>

#include <array>
#include <cstdint>
#include <string>

#include "sockets.hpp"

namespace kit {

constexpr int kLookMs = 10;
constexpr std::size_t kDatagram = 65'536;  // more than one UDP datagram holds

// SO_MEMINFO, socket(7): SK_MEMINFO_RMEM_ALLOC grows with each datagram that is queued,
// SK_MEMINFO_DROPS with each for which there is no room. Of a listening socket the
// latter counts the SYNs that it did not take.
using Memory = std::array<std::uint32_t, SK_MEMINFO_VARS>;

inline Memory memory_of(int fd) {
  Memory memory{};
  socklen_t size = sizeof memory;
  if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, &memory, &size) < 0) fail("getsockopt");
  return memory;
}

inline bool listens(int fd) {
  int answer = 0;
  socklen_t size = sizeof answer;
  getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size);
  return answer != 0;
}

// Connections that wait to be accepted: of a listening socket that is tcpi_unacked.
inline int connections_waiting(int fd) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) < 0) fail("getsockopt");
  return static_cast<int>(info.tcpi_unacked);
}

// Datagrams that the last call has not seen. Each peek at SO_PEEK_OFF goes on where the
// last one ended, at the next datagram: socket(7).
inline int peek_at_new(int fd) {
  std::string buffer(kDatagram, '\0');
  const auto peek = [&] {
    return recv(fd, buffer.data(), buffer.size(), MSG_PEEK | MSG_DONTWAIT);
  };
  int count = 0;
  while (unless_interrupted(peek) >= 0) ++count;
  if (errno != EAGAIN) fail("recv");
  return count;
}

// How many datagrams or connections have come in all.
class Arrivals {
 public:
  explicit Arrivals(int fd) : fd_(fd), listens_(listens(fd)) {
    if (!listens_) set_option(fd_, SOL_SOCKET, SO_PEEK_OFF, 0);
  }

  int count() {
    const Memory memory = memory_of(fd_);
    if (listens_) {
      waiting_ = connections_waiting(fd_);
    } else if (memory[SK_MEMINFO_RMEM_ALLOC] != allocated_) {
      waiting_ += peek_at_new(fd_);
    }
    allocated_ = memory[SK_MEMINFO_RMEM_ALLOC];
    return waiting_ + static_cast<int>(memory[SK_MEMINFO_DROPS]);
  }

  void done() const {
    if (!listens_) set_option(fd_, SOL_SOCKET, SO_PEEK_OFF, -1);
  }

 private:
  int fd_;
  bool listens_;
  int waiting_ = 0;
  std::uint32_t allocated_ = 0;
};

}  // namespace kit
