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

/// Must be called before the links are there, so that no neighbour discovery crosses the wire.
void no_ipv6() {
  if (access("/proc/sys/net/ipv6", F_OK) == 0) set_sysctl("ipv6/conf/default/disable_ipv6", "1");
}

Fd new_host() {
  must(unshare(CLONE_NEWNET), "make a network namespace");
  no_ipv6();
  return current_ns();
}

void configure(const std::string& address, const HostsSpec& spec) {
  // A tail loss probe would send a segment twice while the receiver delays its ACK.
  set_sysctl("ipv4/tcp_early_retrans", "0");
  turn_offloads_off("eth0");
  Links links;
  links.up("lo");
  links.up("eth0", spec.mtu);
  links.add_address("eth0", address, 24, spec.patient ? kPatientMs : 0);
}

}  // namespace

std::string host_address(int host) { return "192.0.2." + std::to_string(host + 1); }

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
    configure(host_address(host), spec);
  }
  enter(middle);
}

}  // namespace stickylab
