// TCP sockets as the kernel lists them.
//
// This folder asks the kernel, and reads the probe's log, while programs run. In: pids, addresses,
// and the memory that the probe of a program writes. Out: the states and queues of sockets, the
// ports that a server has open, the calls of a program as events, two programs that wait for each
// other for ever. What the kernel does not let us see is left out, never guessed.
//
// It changes nothing in any program or socket. It knows nothing of frames, rows and verdicts.
#pragma once

#include <linux/inet_diag.h>
#include <netinet/in.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "base/system_error.hpp"

namespace stickylab {

/// The states of a TCP socket, by the kernel's numbers: include/net/tcp_states.h. Not all of them
/// are in every <netinet/tcp.h>. /proc/net/tcp and /proc/net/udp print them in hex.
enum class SocketState : std::uint8_t {
  established = 1,
  fin_wait_1 = 4,
  fin_wait_2 = 5,
  time_wait = 6,
  close = 7,
  close_wait = 8,
  last_ack = 9,
  listen = 10,
  closing = 11,
};

/// The state as a member of a set of states.
constexpr std::uint32_t bit(SocketState state) { return 1U << static_cast<unsigned>(state); }

inline SocketState state_of(const inet_diag_msg& socket) {
  return static_cast<SocketState>(socket.idiag_state);
}

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

  /// All sockets of AF_INET or AF_INET6 in one of `states`, bits of SocketState.
  std::vector<Socket> all(std::uint8_t family, std::uint32_t states) const;

 private:
  void ask(std::uint8_t family, std::uint32_t states, std::uint16_t flags,
           const inet_diag_sockid& id) const;

  Fd netlink_;
};

/// True if its program has closed it. The state tells that too: a socket that nobody has accepted
/// has no inode either.
bool is_closed(const inet_diag_msg& socket);

}  // namespace stickylab
