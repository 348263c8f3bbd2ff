// Words of `observe` that say something of a program by its name: NAME=…, NAME:N
#pragma once

#include <vector>

#include "cli/values.hpp"
#include "command/observe_command.hpp"

namespace stickylab {

/// More than a run can record.
inline constexpr int kMostPackets = 1'000'000'000;

// Each makes a Take that appends to `target`, which must outlive it. It throws UsageError for a
// word of another form. That there is a program of that name is checked later, when all are known.

/// NAME=CMD
Take program_into(std::vector<NamedProgram>& target);
/// NAME=N
Take host_into(std::vector<HostOptions>& target);
/// NAME:N
Take lose_into(std::vector<LoseOptions>& target);
/// NAME=now, NAME=listens:OTHER or NAME=ended:OTHER
Take start_into(std::vector<StartOptions>& target);

}  // namespace stickylab
