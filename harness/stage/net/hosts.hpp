// The hosts of a run, and the cable of each.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/system_error.hpp"

namespace stickylab {

/// 192.0.2.1 for host 0, and so on: documentation addresses (RFC 5737), which exist nowhere else.
std::string host_address(int host);

/// 2001:db8::1 for host 0, and so on: the same for IPv6 (RFC 3849). Where the machine has no IPv6,
/// or the MTU is below the 1280 bytes that IPv6 wants, no host has it.
std::string host_address6(int host);

struct HostsSpec {
  std::vector<int> hosts = {0, 1};  ///< their numbers, from 0
  unsigned mtu = 1500;
  bool patient = false;  ///< TCP does not retransmit for a minute: frames may be held
};

/// Moves this process into a network namespace of its own, the middle, and makes one more for each
/// host. A host's `eth0` is joined by a veth pair to a link of the middle. Throws std::exception if
/// the system does not allow it.
class Hosts {
 public:
  explicit Hosts(const HostsSpec& spec);

  /// The namespace of a host, for setns(2).
  int ns(int host) const { return ns_.at(host).get(); }

  /// The middle's end of a host's cable.
  static std::string port(int host) { return "to-host-" + std::to_string(host + 1); }

 private:
  std::map<int, Fd> ns_;  ///< by the host's number
};

}  // namespace stickylab
