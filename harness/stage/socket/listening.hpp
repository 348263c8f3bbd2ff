// Sees from outside whether a server is up.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/lab.hpp"
#include "stage/socket/sock_diag.hpp"

namespace stickylab {

/// Whether a process, or one that it started, has the socket of this inode open. Also true if the
/// kernel does not let us look.
bool has_open(pid_t pid, std::uint32_t inode);

/// The open ports of one host.
class OpenPorts {
 public:
  /// Takes the host of process `pid`; must be made in its network namespace. Throws
  /// std::system_error.
  explicit OpenPorts(pid_t pid);

  /// Finds an open port of that process, or of one that it started: in LISTEN, or for UDP bound and
  /// not connected. Without `transport` either will do, without `port` any. HOST:PORT, as bound:
  /// 0.0.0.0 is every address.
  std::optional<std::string> find(std::optional<Transport> transport,
                                  std::optional<std::uint16_t> port) const;

 private:
  std::optional<std::string> find_tcp(unsigned char family,
                                      std::optional<std::uint16_t> port) const;

  pid_t pid_;
  SockDiag diag_;
};

}  // namespace stickylab
