// TCP sockets as the kernel lists them.
#pragma once

#include <linux/inet_diag.h>
#include <netinet/in.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "base/system_error.hpp"

namespace stickylab {

/// Asks by sock_diag(7), in the network namespace in which this was made.
class SockDiag {
 public:
  /// Throws std::system_error.
  SockDiag();

  struct Socket {
    inet_diag_msg is{};         ///< states, queues and timer as ss(8) shows them
    std::uint64_t arrived = 0;  ///< bytes in all (tcpi_bytes_received), whether read or not
    std::uint32_t unsent = 0;   ///< bytes written, not yet sent (tcpi_notsent_bytes)
  };

  /// The IPv4 socket with these addresses, its own and its peer's, in whatever state.
  std::optional<Socket> find(const sockaddr_in& own, const sockaddr_in& peer) const;

  /// All sockets of AF_INET or AF_INET6 in one of `states`, a mask of 1 << TCP_….
  std::vector<Socket> all(std::uint8_t family, std::uint32_t states) const;

 private:
  void ask(std::uint8_t family, std::uint32_t states, std::uint16_t flags,
           const inet_diag_sockid& id) const;

  Fd netlink_;
};

/// States of include/net/tcp_states.h, which <netinet/tcp.h> has too, and more.
inline constexpr std::uint8_t kTcpListen = 10;

/// Whether its program has closed it. A socket that nobody has accepted has no inode either.
bool is_closed(const inet_diag_msg& socket);

}  // namespace stickylab
