// Looks for the precondition of a lab in a recording.
#pragma once

#include "catalog/meant.hpp"
#include "trace/trace.hpp"

namespace stickylab {

bool gate_seen(const Gate& gate, const Trace& trace);

}  // namespace stickylab
