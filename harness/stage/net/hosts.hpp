// Two hosts and the two ends of the cable between them.
#pragma once

#include <array>
#include <string>

#include "base/system_error.hpp"

namespace stickylab {

/// Documentation addresses (RFC 5737): they exist nowhere else.
inline constexpr char kSenderHost[] = "192.0.2.1";
inline constexpr char kReceiverHost[] = "192.0.2.2";

struct HostsSpec {
  unsigned mtu = 1500;
  bool patient = false;  ///< TCP does not retransmit for a minute: frames may be held
};

/// Moves this process into a network namespace of its own, the middle, and makes two more, the
/// hosts. Each host's `eth0` is joined by a veth pair to a link of the middle. Throws
/// std::exception if the system does not allow it.
class Hosts {
 public:
  explicit Hosts(const HostsSpec& spec);

  /// The namespaces of sender and receiver, for setns(2).
  int ns(int host) const { return ns_[static_cast<std::size_t>(host)].get(); }

  /// The middle's end of a host's cable.
  static std::string port(int host) { return host == 0 ? "to-sender" : "to-receiver"; }

 private:
  std::array<Fd, 2> ns_;
};

}  // namespace stickylab
