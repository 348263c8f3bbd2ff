// Links, addresses and routes of the current network namespace, through libnl-route-3.
#pragma once

#include <cstdint>
#include <string>

struct nl_sock;

namespace stickylab {

/// A netlink socket of the network namespace that the process is in as this is made. Each function
/// throws std::runtime_error naming what it attempted.
class Links {
 public:
  Links();
  ~Links();
  Links(const Links&) = delete;
  Links& operator=(const Links&) = delete;

  /// A veth pair, veth(4): `name` here, `peer` in the network namespace `peer_ns`.
  void add_veth(const std::string& name, const std::string& peer, int peer_ns);

  /// Brings a link up; `mtu` in bytes, 0 leaves it.
  void up(const std::string& name, unsigned mtu = 0);

  /// Gives a link an IPv4 address; the route to its network follows. Retransmission on that route
  /// waits at least `rto_min_ms` (`rto_min` of ip-route(8)); 0 leaves the kernel's 200 ms.
  void add_address(const std::string& name, const std::string& address, int prefix_length,
                   unsigned rto_min_ms);

  int index(const std::string& name);

 private:
  nl_sock* socket_;
};

/// Turns off all that makes frames other than segments (TSO, GSO, GRO) or leaves their checksums
/// unfinished (TX checksum): SIOCETHTOOL, netdevice(7). Throws std::system_error.
void turn_offloads_off(const std::string& link);

}  // namespace stickylab
