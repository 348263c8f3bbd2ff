// Whether the precondition of a lab is in a recording.
#pragma once

#include "catalog/meant.hpp"
#include "recording/recording.hpp"

namespace stickylab {

bool gate_seen(const Gate& gate, const Recording& recording);

}  // namespace stickylab
