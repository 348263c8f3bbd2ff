// One run from beginning to end, in the stage process.
#pragma once

#include "recording/recording.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Makes the stage, starts the first program, waits until its port is open, starts the other, and
/// records until both have ended or the deadline has come. Ends every process of the run.
/// Whatever goes wrong with the programs is in the recording; throws std::system_error where the
/// stage itself cannot be made. `harness` is a pidfd of the process that wants the recording: if it
/// ends, so do all processes of the run and this one. Where the run is stepped, `person` is the
/// socket to it (stage/stepping.hpp).
Recording play(const RunSpec& spec, int harness, int person);

}  // namespace stickylab
