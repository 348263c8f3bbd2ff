#include "stage/net/hosts.hpp"

#include <fcntl.h>
#include <sched.h>

#include <fstream>

#include "stage/net/links.hpp"
#include "stage/process/namespaces.hpp"

namespace stickylab {
namespace {

constexpr unsigned kPatientMs = 60'000;  // measured: TCP can be single-stepped with that

Fd current_ns() {
  return Fd(must(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), "open /proc/self/ns/net"));
}

void enter(const Fd& ns) { must(setns(ns.get(), CLONE_NEWNET), "setns"); }

/// /proc/sys/net is that of the namespace which the process is in.
void set_sysctl(const std::string& name, const std::string& value) {
  std::ofstream file("/proc/sys/net/" + name);
  file << value;
  if (!file.flush()) throw_errno("write /proc/sys/net/" + name);
}

void set_ipv6(const std::string& what, const std::string& value) {
  const std::string name = "ipv6/conf/" + what;
  if (access(("/proc/sys/net/" + name).c_str(), F_OK) == 0) set_sysctl(name, value);
}

/// The middle passes frames on, and says nothing itself.
void no_ipv6() { set_ipv6("default/disable_ipv6", "1"); }

/// There are no routers, and no addresses but ours. These are for links that come later.
void calm_ipv6() {
  constexpr char kNoLinkLocal[] = "1";
  set_ipv6("all/disable_ipv6", "0");
  set_ipv6("default/accept_ra", "0");
  set_ipv6("default/autoconf", "0");
  set_ipv6("default/router_solicitations", "0");
  set_ipv6("default/addr_gen_mode", kNoLinkLocal);
}

Fd new_host() {
  must(unshare(CLONE_NEWNET), "make a network namespace");
  calm_ipv6();
  return current_ns();
}

/// `network` is NETWORK/PREFIX_LENGTH.
void join(Links& links, const std::string& address, const std::string& network, bool patient) {
  links.add_address("eth0", address + network.substr(network.find('/')));
  if (patient) links.set_rto_min("eth0", network, kPatientMs);
}

/// The kernel switches IPv6 off on a link with a smaller MTU than RFC 8200 allows.
bool has_ipv6() { return access("/proc/sys/net/ipv6/conf/eth0", F_OK) == 0; }

void configure(int host, const HostsSpec& spec) {
  // A tail loss probe would send a segment twice while the receiver delays its ACK.
  set_sysctl("ipv4/tcp_early_retrans", "0");
  turn_offloads_off("eth0");
  Links links;
  links.up("lo");
  links.up("eth0", spec.mtu);
  join(links, host_address(host), "192.0.2.0/24", spec.patient);
  if (has_ipv6()) join(links, host_address6(host), "2001:db8::/64", spec.patient);
}

}  // namespace

std::string host_address(int host) { return "192.0.2." + std::to_string(host + 1); }
std::string host_address6(int host) { return "2001:db8::" + std::to_string(host + 1); }

Hosts::Hosts(const HostsSpec& spec) {
  if (!enter_namespaces(CLONE_NEWNET)) throw_errno("make a network namespace");
  no_ipv6();
  const Fd middle = current_ns();
  for (const int host : spec.hosts) ns_[host] = new_host();
  enter(middle);
  Links links;
  for (const int host : spec.hosts) {
    links.add_veth(port(host), "eth0", ns(host));
    turn_offloads_off(port(host));
    links.up(port(host), spec.mtu);
  }
  for (const auto& [host, ns] : ns_) {
    enter(ns);
    configure(host, spec);
  }
  enter(middle);
}

}  // namespace stickylab
