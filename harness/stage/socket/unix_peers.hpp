// Who is connected to whom by unix(7).
#pragma once

#include <cstdint>
#include <map>

#include "stage/socket/diag.hpp"

namespace stickylab {

/// Asks by sock_diag(7), in the network namespace in which this was made.
class UnixPeers {
 public:
  /// By inode: the inode of the peer, 0 of a socket that has none. Nothing if the kernel does not
  /// tell (CONFIG_UNIX_DIAG).
  std::map<std::uint64_t, std::uint64_t> all() const;

 private:
  Diag diag_;
};

}  // namespace stickylab
