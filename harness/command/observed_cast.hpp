// Who takes part in `observe`: from its options to a cast.
#pragma once

#include "command/observe_command.hpp"

namespace stickylab {

/// Puts the programs that `options` names into `spec`. Unless they say otherwise, each program has
/// a host of its own, and the first one starts at once, the others when it listens; sender and
/// receiver are the default cast. On the right stand those that others wait for to listen. Throws
/// InputError if there are fewer than two programs, if nobody has a name that is said, for a
/// command that cannot be split, and what `check_cast` throws.
void set_cast(RunSpec& spec, const ObserveOptions& options);

/// The packets that the wire loses: a program stands for its host. Throws InputError for a name
/// that no program has.
std::vector<LoseRule> loses_of(const RunSpec& spec, const std::vector<LoseOptions>& options);

/// Whom the run goes on for: `callers` are those for whom nobody waits to listen. Throws InputError
/// for a name that no program has.
Until until_of(const RunSpec& spec, const UntilOptions& options);

}  // namespace stickylab
