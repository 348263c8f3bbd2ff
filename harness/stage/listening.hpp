// Whether a server is up, seen from outside.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/lab.hpp"

namespace stickylab {

/// Where a port is open in the network namespace of process `pid`: in LISTEN, or for UDP bound and
/// not connected; from /proc/PID/net, proc(5). Without `transport` either will do, without `port`
/// any. HOST:PORT, as bound: 0.0.0.0 is every address.
std::optional<std::string> open_address(pid_t pid, std::optional<Transport> transport,
                                        std::optional<std::uint16_t> port);

}  // namespace stickylab
