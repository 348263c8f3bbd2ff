// Whether anything can still come out of the sockets of a run in which everybody sleeps.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "stage/socket/sock_diag.hpp"

namespace stickylab {

/// The sockets of a run whose tasks all sleep, by their inodes.
struct Sleepers {
  std::set<std::uint64_t> open;    ///< all that its processes have open
  std::set<std::uint64_t> reads;   ///< that a task waits to read from, or to accept from
  std::set<std::uint64_t> writes;  ///< that a task waits to write to
  std::set<std::uint64_t> looks;   ///< that a task waits for by poll(2) and its like

  bool wait_for(std::uint64_t inode) const {
    return reads.contains(inode) || writes.contains(inode) || looks.contains(inode);
  }
};

/// The sockets of one host as its kernel lists them.
struct HostSockets {
  std::vector<SockDiag::Socket> tcp;  ///< in any state, those that nobody has open too
  std::vector<SockDiag::Socket> udp;
  /// Of AF_UNIX, by inode: the inode of the peer, 0 of one that has none.
  std::map<std::uint64_t, std::uint64_t> unix_peers;
  /// TCP does not give up within the time of the run, however often it has sent something again.
  bool is_patient = false;
  /// Somebody who is not of the run may come, and connect or send a datagram.
  bool has_visitors = false;
  /// Nothing that another host sends comes to it any more.
  bool is_cut_off = false;
};

/// Whether every socket on which they wait is one that we know, nobody outside can write to it, and
/// no TCP socket of theirs can change by itself: no timer of it is armed, and all that was written
/// to it has been acknowledged. The exception is a socket whose peer has no room, while what it has
/// got lies unread. The kernel asks now and then, RFC 9293, 3.8.6.1, and the answer stays the same
/// as long as nobody reads there; or it sends again and again what the peer, whose room has shrunk,
/// throws away. A host that is cut off hears nothing of what the others do: their sockets do not
/// count for its own, and a connection that no program has open any more changes nobody. Of UDP it
/// is left to the caller that nobody outside was asked for an answer.
bool stand_still(const std::vector<HostSockets>& hosts, const Sleepers& sleepers);

}  // namespace stickylab
