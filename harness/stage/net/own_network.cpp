#include "stage/net/own_network.hpp"

#include <sched.h>

#include <fstream>

#include "stage/net/links.hpp"
#include "stage/process/namespaces.hpp"

namespace stickylab {
namespace {

/// As on most machines. Where there is no IPv6 at all, this does nothing.
void allow_ipv6() { std::ofstream("/proc/sys/net/ipv6/conf/lo/disable_ipv6") << '0'; }

}  // namespace

bool enter_own_network() {
  if (!enter_namespaces(CLONE_NEWNET)) return false;
  allow_ipv6();
  Links().up("lo");
  return true;
}

}  // namespace stickylab
