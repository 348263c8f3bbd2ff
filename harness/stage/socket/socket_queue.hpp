// The receive queue of a TCP socket, seen from outside.
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <optional>

#include "stage/socket/sock_diag.hpp"

namespace stickylab {

/// Asks the kernel by sock_diag(7), in the network namespace in which this was made.
class SocketQueue {
 public:
  /// Takes the socket with these addresses, its own and its peer's. Throws std::system_error.
  SocketQueue(const sockaddr_in& own, const sockaddr_in& peer);

  struct Bytes {
    std::uint64_t arrived = 0;  ///< in all (tcpi_bytes_received), whether read or not
    std::uint32_t queued = 0;   ///< arrived, and not yet read by a program
    std::uint32_t unacked = 0;  ///< written by the program, not yet acknowledged by its peer
  };

  /// Empty if there is no such socket (any more), none that is connected, or none that a program
  /// still has open.
  std::optional<Bytes> bytes() const;

  /// Whether a FIN has arrived, or nothing more can: it was reset, or is closed.
  bool has_end() const;

 private:
  SockDiag diag_;
  sockaddr_in own_;
  sockaddr_in peer_;
};

}  // namespace stickylab
