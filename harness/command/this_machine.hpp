// The machine that a run is made on, as the reports name it.
#pragma once

#include "recording/environment.hpp"

namespace stickylab {

/// Its kernel, the settings that matter to TCP, and what can be observed on `net`.
Environment this_machine(Net net);

}  // namespace stickylab
