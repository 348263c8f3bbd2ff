// The command line that runs a failed delivery again.
#pragma once

#include <string>

#include "command/try_command.hpp"
#include "judge/trial.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// `try` with these options: under the delivery that failed, or under all if it was the sender's
/// real run that failed.
std::string try_line(const TryOptions& options, const Trial& trial);

/// `try` with two programs that `check` had from a lab.
std::string try_line(const std::filesystem::path& root, const StageOptions& stage,
                     const RunSpec& programs, const Trial& trial);

/// `try` with a client and a server of one's own, under one delivery.
std::string own_try_line(const TryOptions& options, const Schedule& schedule);

}  // namespace stickylab
