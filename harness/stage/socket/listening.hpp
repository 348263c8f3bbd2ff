// Sees from outside whether a server is up.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "stage/socket/sock_diag.hpp"

namespace stickylab {

/// Whether a process, or one that it started, has the socket of this inode open. Also true if the
/// kernel does not let us look; false of a process that is gone.
bool has_open(pid_t pid, std::uint32_t inode);

/// The open ports of one host.
class OpenPorts {
 public:
  /// Takes the host of process `pid`; must be made in its network namespace. `adopted` tells the
  /// processes that others left behind: a daemon is no child of the program that started it.
  /// Throws std::system_error.
  explicit OpenPorts(
      pid_t pid, std::function<std::vector<pid_t>()> adopted = [] { return std::vector<pid_t>(); });

  /// Finds an open port of that process, of one that it started, or of one that was adopted: in
  /// LISTEN, or for UDP bound and not connected. Without `transport` either will do, without `port`
  /// any. HOST:PORT, as bound: 0.0.0.0 is every address.
  std::optional<std::string> find(std::optional<Transport> transport,
                                  std::optional<std::uint16_t> port) const;

  /// True if one of those has a socket of AF_UNIX bound to this path: one that listens, or of
  /// SOCK_DGRAM.
  bool has_path(const std::string& path) const;

 private:
  std::optional<std::string> find_tcp(unsigned char family,
                                      std::optional<std::uint16_t> port) const;
  std::optional<std::string> find_udp(const std::string& table,
                                      std::optional<std::uint16_t> port) const;
  bool has(std::uint32_t inode) const;

  pid_t pid_;
  std::function<std::vector<pid_t>()> adopted_;
  SockDiag diag_;
};

}  // namespace stickylab
