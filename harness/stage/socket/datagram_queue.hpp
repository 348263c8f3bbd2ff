// The receive queue of a UDP socket, seen from outside.
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <optional>

#include "stage/socket/sock_diag.hpp"

namespace stickylab {

/// Asks the kernel by sock_diag(7), in the network namespace in which this was made.
class DatagramQueue {
 public:
  /// Takes the socket that gets what is sent from `peer` to `own`. Throws std::system_error.
  DatagramQueue(const sockaddr_in& own, const sockaddr_in& peer) : own_(own), peer_(peer) {}

  /// The memory that the datagrams to be read take: 0 if none waits, an empty one takes some as
  /// well. None if there is no such socket (any more).
  std::optional<std::uint32_t> memory() const;

 private:
  SockDiag diag_;
  sockaddr_in own_;
  sockaddr_in peer_;
};

}  // namespace stickylab
