// The machine on which a report's runs took place, and what could be seen there.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

struct Environment {
  std::string kernel;  ///< uname -s -r
  Net net{};
  std::vector<std::string> evidence;           ///< calls, wire, kernel
  std::map<std::string, std::string> sysctls;  ///< "net.ipv4.tcp_autocorking": "1"
};

}  // namespace stickylab
