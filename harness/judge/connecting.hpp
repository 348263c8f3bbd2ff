// Measures on the wire how long an end's kernel waited before it asked again for a connection.
#pragma once

#include <optional>

#include "trace/trace.hpp"

namespace stickylab {

struct ConnectWait {
  double ms = 0;
  double late_ms = 0;  ///< how late the wire handed on the packets of this handshake, together
};

/// The longest time from the first SYN of a connection to its last. Nothing without wire events.
std::optional<ConnectWait> longest_connect_wait(const Trace& trace, Actor who);

}  // namespace stickylab
