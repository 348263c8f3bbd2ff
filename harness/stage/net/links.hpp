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

  /// Gives a link an address of IPv4 or IPv6, as ADDRESS/PREFIX_LENGTH, for use at once; the route
  /// to its network follows.
  void add_address(const std::string& name, const std::string& address);

  /// Lets retransmission on the route to a link's network wait at least so long: `rto_min` of
  /// ip-route(8), which is 200 ms otherwise. `network` is ADDRESS/PREFIX_LENGTH.
  void set_rto_min(const std::string& name, const std::string& network, unsigned ms);

  int index(const std::string& name);

 private:
  nl_sock* socket_;
};

/// Turns off all that makes frames other than segments (TSO, GSO, GRO) or leaves their checksums
/// unfinished (TX checksum): SIOCETHTOOL, netdevice(7). Throws std::system_error.
void turn_offloads_off(const std::string& link);

}  // namespace stickylab
