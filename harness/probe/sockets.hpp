// Which socket a descriptor is. The kernel is asked at each call, so that dup, fork, exec and
// descriptors from elsewhere need no care: there is no table of descriptors here. What a socket is
// never changes, so that is remembered, by the kernel's own name for the socket.
#pragma once

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

#include "probe/libc.hpp"
#include "probe/log.hpp"

namespace stickylab {

struct Socket {
  std::uint64_t cookie = 0;  ///< SO_COOKIE; 0: not known
  Kind kind{};
  bool is_told = false;  ///< this process has reported the socket's own address
};

inline Kind kind_of(int protocol) {
  if (protocol == IPPROTO_TCP || protocol == IPPROTO_MPTCP) return Kind::tcp;
  return protocol == IPPROTO_UDP ? Kind::udp : Kind::other;
}

/// Sockets of AF_UNIX are reported too.
inline bool reports_local = false;

inline Kind local_kind_of(int type) {
  if (!reports_local) return Kind::other;
  if (type == SOCK_STREAM) return Kind::local_stream;
  if (type == SOCK_SEQPACKET) return Kind::local_seqpacket;
  return type == SOCK_DGRAM ? Kind::local_datagram : Kind::other;
}

/// The kind of a socket that socket(2) is about to make.
inline Kind kind_of(int domain, int type, int protocol) {
  const int kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (domain == AF_UNIX) return local_kind_of(kind);
  if (domain != AF_INET && domain != AF_INET6) return Kind::other;
  if (kind == SOCK_STREAM) return protocol == 0 ? Kind::tcp : kind_of(protocol);
  if (kind == SOCK_DGRAM) return protocol == 0 ? Kind::udp : kind_of(protocol);
  return Kind::other;
}

/// An option of SOL_SOCKET, socket(7); 0 if it cannot be told.
inline int ask_option(int fd, int option) {
  int value = 0;
  socklen_t size = sizeof value;
  kernel(SYS_getsockopt, fd, SOL_SOCKET, option, &value, &size);
  return value;
}

/// True if a socket of AF_UNIX is one of a pair, socketpair(2), or connected like one: neither end
/// has a name. That is how a program talks with itself, and with what it has started.
inline bool is_nameless_pair(int fd) {
  constexpr socklen_t kNone = sizeof(sa_family_t);
  for (const long question : {SYS_getsockname, SYS_getpeername}) {
    sockaddr_storage name;
    socklen_t size = sizeof name;
    if (kernel(question, fd, &name, &size) != 0 || size > kNone) return false;
  }
  return true;
}

/// Asks the kernel (SO_PROTOCOL; of AF_UNIX, which has none, SO_DOMAIN and SO_TYPE: socket(7)).
inline Kind ask_kind(int fd) {
  if (!reports_local || ask_option(fd, SO_DOMAIN) != AF_UNIX)
    return kind_of(ask_option(fd, SO_PROTOCOL));
  return is_nameless_pair(fd) ? Kind::other : local_kind_of(ask_option(fd, SO_TYPE));
}

/// Asks the kernel for its number of a socket (SO_COOKIE, socket(7)): the same through dup, fork
/// and a passed descriptor, and never given to another socket. 0 and errno if `fd` is no socket, or
/// the kernel is older than Linux 4.12.
inline std::uint64_t ask_cookie(int fd) {
  std::uint64_t cookie = 0;
  socklen_t size = sizeof cookie;
  return kernel(SYS_getsockopt, fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) == 0 ? cookie : 0;
}

/// Remembers sockets by their cookies, without a lock. An entry is one word, so threads cannot see
/// half of it; it is never out of date, as cookies are not used again. If two threads write at
/// once, or a line is full, something is forgotten, and the kernel is asked once more.
class KnownSockets {
 public:
  /// Its `cookie` is 0 if it is not known.
  Socket find(std::uint64_t cookie) const {
    for (const auto& place : lines_[line_of(cookie)].entries) {
      const std::uint64_t entry = place.load(std::memory_order_relaxed);
      if (entry >> kBits == cookie)
        return {cookie, static_cast<Kind>(entry & kKindMask), (entry & kTold) != 0};
    }
    return {};
  }

  void remember(const Socket& socket) {
    if (socket.cookie == 0 || socket.cookie >> (64 - kBits) != 0) return;
    Line& line = lines_[line_of(socket.cookie)];
    auto* place = &line.entries[socket.cookie % kEntries];  // which one is lost if the line is full
    for (auto& other : line.entries) {
      const std::uint64_t entry = other.load(std::memory_order_relaxed);
      if (entry != 0 && entry >> kBits != socket.cookie) continue;
      place = &other;
      break;
    }
    place->store(socket.cookie << kBits | (socket.is_told ? kTold : 0) |
                     static_cast<std::uint64_t>(socket.kind),
                 std::memory_order_relaxed);
  }

 private:
  static constexpr int kBits = 8;  // of an entry, below the cookie: kind and `is_told`
  static constexpr std::uint64_t kKindMask = 7, kTold = 8;
  static constexpr int kEntries = 8;  // a line is a cache line
  static constexpr int kLineBits = 7;

  struct alignas(64) Line {
    std::atomic<std::uint64_t> entries[kEntries];
  };

  /// By Fibonacci hashing (Knuth, The Art of Computer Programming 6.4): each processor gives
  /// cookies from a range of its own.
  static size_t line_of(std::uint64_t cookie) {
    return cookie * 0x9e37'79b9'7f4a'7c15 >> (64 - kLineBits);
  }

  Line lines_[1 << kLineBits]{};
};

inline constinit KnownSockets known_sockets;

/// One system call for a socket that is known, and for what is no socket.
inline Socket socket_of(int fd) {
  const std::uint64_t cookie = ask_cookie(fd);
  if (cookie == 0 && (errno == ENOTSOCK || errno == EBADF)) return {};
  if (cookie != 0) {
    const Socket known = known_sockets.find(cookie);
    if (known.cookie != 0) return known;
  }
  const Socket socket{cookie, ask_kind(fd)};
  known_sockets.remember(socket);
  return socket;
}

}  // namespace stickylab
