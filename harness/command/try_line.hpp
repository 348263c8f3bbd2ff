// The command line that runs a failed delivery again.
#pragma once

#include <string>

#include "command/options.hpp"
#include "report/trial.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Of `try` with these options. Where the sender's real run failed, all of the trial.
std::string try_line(const Options& options, const Trial& trial);

/// The same, of two programs that `check` had from a lab.
std::string try_line(Options options, const RunSpec& programs, const Trial& trial);

}  // namespace stickylab
