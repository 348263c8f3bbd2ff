// One run from beginning to end, in the stage process.
#pragma once

#include "recording/recording.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Makes the stage, starts the receiver, waits until its port is open, starts the sender, and
/// records until both have ended or the deadline has come. Ends every process of the run.
/// Whatever goes wrong with the programs is in the recording; throws std::system_error where the
/// stage itself cannot be made.
Recording play(const RunSpec& spec);

}  // namespace stickylab
