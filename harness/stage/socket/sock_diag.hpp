// TCP sockets as the kernel lists them.
//
// This folder asks the kernel, and reads the probe's log, while programs run. In: pids, addresses,
// and the memory that the probe of a program writes. Out: the states and queues of sockets, the
// ports that a server has open, the calls of a program as events, whether anything can still come
// out of sockets that nobody touches. What the kernel does not let us see is left out, never
// guessed.
//
// It changes nothing in any program or socket. It knows nothing of frames, rows and verdicts.
#pragma once

#include <linux/inet_diag.h>
#include <netinet/in.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "stage/socket/diag.hpp"

namespace stickylab {

/// The states of a TCP socket, by the kernel's numbers: include/net/tcp_states.h. Not all of them
/// are in every <netinet/tcp.h>. /proc/net/tcp and /proc/net/udp print them in hex.
enum class SocketState : std::uint8_t {
  established = 1,
  syn_received = 3,
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

/// Asks by sock_diag(7), in the network namespace in which this was made. Throws
/// std::system_error.
class SockDiag {
 public:
  struct Socket {
    inet_diag_msg is{};         ///< states, queues and timer as ss(8) shows them
    std::uint64_t arrived = 0;  ///< bytes in all (tcpi_bytes_received), whether read or not
    std::uint32_t unsent = 0;   ///< bytes written, not yet sent (tcpi_notsent_bytes)
    std::uint32_t mss = 0;      ///< bytes of a full segment (tcpi_snd_mss)
    std::uint32_t cwnd = 0;     ///< segments (tcpi_snd_cwnd)
    std::uint32_t out = 0;      ///< segments not yet acknowledged (tcpi_unacked)
    std::uint32_t flying = 0;   ///< of those, what the congestion window counts
    std::uint32_t backoff = 0;  ///< timeouts in a row (tcpi_backoff)
    /// Of what has arrived and lies unread with all its overhead, and the most that may: bytes, by
    /// INET_DIAG_SKMEMINFO. A socket that has more takes nothing.
    std::uint32_t memory = 0, memory_limit = 0;
    std::int64_t window = -1;  ///< the peer's, in bytes (tcpi_snd_wnd); -1: this kernel has none
  };

  /// The IPv4 socket with these addresses, its own and its peer's, in whatever state.
  std::optional<Socket> find(const sockaddr_in& own, const sockaddr_in& peer) const;

  /// The UDP socket that gets what is sent from `peer` to `own`, whatever address it is bound to.
  std::optional<Socket> find_udp(const sockaddr_in& own, const sockaddr_in& peer) const;

  /// All sockets of AF_INET or AF_INET6 in one of `states`, bits of SocketState.
  std::vector<Socket> all(std::uint8_t family, std::uint32_t states) const;

  /// All UDP sockets of AF_INET or AF_INET6; none if the kernel does not list them.
  std::vector<Socket> all_udp(std::uint8_t family = AF_INET) const;

 private:
  /// What is asked for.
  struct Question {
    std::uint8_t family = AF_INET;
    std::uint8_t protocol = IPPROTO_TCP;
    std::uint32_t states = ~0U;
    std::uint16_t flags = 0;
    inet_diag_sockid id{};
  };

  void ask(const Question& question) const;
  std::optional<Socket> one(Question question, const sockaddr_in& from,
                            const sockaddr_in& to) const;
  std::vector<Socket> list(Question question) const;

  Diag diag_;
};

/// True if its program has closed it. The state tells that too: a socket that nobody has accepted
/// has no inode either.
bool is_closed(const inet_diag_msg& socket);

}  // namespace stickylab
