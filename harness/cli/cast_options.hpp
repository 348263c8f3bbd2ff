// Words of `observe` that say something of a program by its name: NAME=…
#pragma once

#include <vector>

#include "cli/values.hpp"
#include "command/observe_command.hpp"

namespace stickylab {

// Each makes a Take that appends to `target`, which must outlive it. It throws UsageError for a
// word of another form. That there is a program of that name is checked later, when all are known.

/// NAME=CMD
Take program_into(std::vector<NamedProgram>& target);
/// NAME=N
Take host_into(std::vector<HostOptions>& target);
/// NAME=now, NAME=listens:OTHER or NAME=ended:OTHER
Take start_into(std::vector<StartOptions>& target);

}  // namespace stickylab
