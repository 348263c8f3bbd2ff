// Whether a server is up, seen from outside.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "catalog/lab.hpp"

namespace stickylab {

/// Whether a port is in LISTEN (UDP: bound) in the network namespace of process `pid`, from
/// /proc/PID/net, proc(5).
bool is_listening(pid_t pid, Transport transport, std::uint16_t port);

}  // namespace stickylab
