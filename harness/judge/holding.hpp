// Measures on the wire how long TCP kept what a program had written.
#pragma once

#include <vector>

#include "trace/trace.hpp"

namespace stickylab {

/// For each exchange of an end (a request of one or more writes, and the read of its reply): the
/// longest time, in ms, from the return of a write until the last of its bytes left the host. The
/// result is empty without wire events.
std::vector<double> holds_ms(const Trace& trace, Actor who);

}  // namespace stickylab
