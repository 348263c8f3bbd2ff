// `try --server CMD --client CMD`: a client and a server of one's own, no lab.
#pragma once

#include "command/try_command.hpp"

namespace stickylab {

/// Returns kNotReproduced if a delivery makes a difference. Throws InputError for what the user can
/// mend, NotJudged if there is nothing to compare with.
int own_try_command(const TryOptions& options);

}  // namespace stickylab
