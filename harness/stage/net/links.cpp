#include "stage/net/links.hpp"

#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/link/veth.h>
#include <netlink/route/route.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstring>
#include <memory>
#include <stdexcept>

#include "base/system_error.hpp"

namespace stickylab {
namespace {

void check(int result, const std::string& operation) {
  if (result < 0) throw std::runtime_error(operation + ": " + nl_geterror(result));
}

template <class T, void (*put)(T*)>
struct Put {
  void operator()(T* object) const { put(object); }
};
using Link = std::unique_ptr<rtnl_link, Put<rtnl_link, rtnl_link_put>>;
using Address = std::unique_ptr<rtnl_addr, Put<rtnl_addr, rtnl_addr_put>>;
using Route = std::unique_ptr<rtnl_route, Put<rtnl_route, rtnl_route_put>>;
using Network = std::unique_ptr<nl_addr, Put<nl_addr, nl_addr_put>>;

Network parse(const std::string& text) {
  nl_addr* address = nullptr;
  check(nl_addr_parse(text.c_str(), AF_UNSPEC, &address), "address " + text);
  return Network(address);
}

bool is_v6(const Network& address) { return nl_addr_get_family(address.get()) == AF_INET6; }

void set_feature(const Fd& fd, const std::string& link, std::uint32_t command) {
  ethtool_value value{.cmd = command, .data = 0};
  ifreq request{};
  std::strncpy(request.ifr_name, link.c_str(), IFNAMSIZ - 1);
  request.ifr_data = reinterpret_cast<char*>(&value);
  must(ioctl(fd.get(), SIOCETHTOOL, &request), "turn offload off on " + link);
}

}  // namespace

Links::Links() : socket_(nl_socket_alloc()) {
  check(nl_connect(socket_, NETLINK_ROUTE), "connect to rtnetlink");
}

Links::~Links() { nl_socket_free(socket_); }

void Links::add_veth(const std::string& name, const std::string& peer, int peer_ns) {
  const Link link(rtnl_link_veth_alloc());
  rtnl_link_set_name(link.get(), name.c_str());
  rtnl_link* other = rtnl_link_veth_get_peer(link.get());
  rtnl_link_set_name(other, peer.c_str());
  rtnl_link_set_ns_fd(other, peer_ns);
  const int added = rtnl_link_add(socket_, link.get(), NLM_F_CREATE | NLM_F_EXCL);
  rtnl_link_put(other);
  check(added, "make link " + name);
}

void Links::up(const std::string& name, unsigned mtu) {
  const Link change(rtnl_link_alloc());
  rtnl_link_set_ifindex(change.get(), index(name));
  rtnl_link_set_flags(change.get(), IFF_UP);
  if (mtu > 0) rtnl_link_set_mtu(change.get(), mtu);
  check(rtnl_link_change(socket_, change.get(), change.get(), 0), "bring link " + name + " up");
}

void Links::add_address(const std::string& name, const std::string& address) {
  const Network local = parse(address);
  const Address entry(rtnl_addr_alloc());
  rtnl_addr_set_ifindex(entry.get(), index(name));
  check(rtnl_addr_set_local(entry.get(), local.get()), "address " + address);
  // Nobody else has it; to ask would take a second, RFC 4862 section 5.4.
  if (is_v6(local)) rtnl_addr_set_flags(entry.get(), IFA_F_NODAD);
  check(rtnl_addr_add(socket_, entry.get(), 0), "give " + name + " the address " + address);
}

void Links::set_rto_min(const std::string& name, const std::string& network, unsigned ms) {
  constexpr std::uint32_t kKernelsV6 = 256;  // the priority of its route, which this one replaces
  const Network destination = parse(network);
  const Route route(rtnl_route_alloc());
  rtnl_route_set_table(route.get(), RT_TABLE_MAIN);
  rtnl_route_set_scope(route.get(), RT_SCOPE_LINK);
  if (is_v6(destination)) rtnl_route_set_priority(route.get(), kKernelsV6);
  check(rtnl_route_set_dst(route.get(), destination.get()), "route");
  rtnl_route_set_metric(route.get(), RTAX_RTO_MIN, ms);
  rtnl_route_set_metric(route.get(), RTAX_LOCK, 1U << RTAX_RTO_MIN);  // TCP heeds it only locked
  rtnl_nexthop* hop = rtnl_route_nh_alloc();
  rtnl_route_nh_set_ifindex(hop, index(name));
  rtnl_route_add_nexthop(route.get(), hop);
  check(rtnl_route_add(socket_, route.get(), NLM_F_REPLACE), "set rto_min on the route of " + name);
}

int Links::index(const std::string& name) {
  rtnl_link* found = nullptr;
  check(rtnl_link_get_kernel(socket_, 0, name.c_str(), &found), "find link " + name);
  const Link link(found);
  return rtnl_link_get_ifindex(link.get());
}

void turn_offloads_off(const std::string& link) {
  const Fd fd(must(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  for (const std::uint32_t command : {ETHTOOL_STXCSUM, ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO})
    set_feature(fd, link, command);
}

}  // namespace stickylab
