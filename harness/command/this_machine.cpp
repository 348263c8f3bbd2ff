#include "command/this_machine.hpp"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace stickylab {
namespace {

/// Empty if this kernel has no such setting.
std::string sysctl(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  std::ifstream file("/proc/sys/" + name);
  std::string value;
  std::getline(file, value);
  return value;
}

}  // namespace

Environment this_machine(Net net) {
  utsname kernel{};
  uname(&kernel);
  Environment environment;
  environment.kernel = fmt::format("{} {}", kernel.sysname, kernel.release);
  environment.net = net;
  environment.evidence = {"calls", "kernel"};
  if (net != Net::loopback) environment.evidence.insert(environment.evidence.begin() + 1, "wire");
  for (const char* name : {"net.ipv4.tcp_autocorking", "net.ipv4.tcp_pingpong_thresh",
                           "net.ipv4.tcp_abort_on_overflow", "net.core.somaxconn"})
    if (std::string value = sysctl(name); !value.empty())
      environment.sysctls[name] = std::move(value);
  return environment;
}

}  // namespace stickylab
