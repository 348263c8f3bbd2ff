// One run from beginning to end, in the stage process.
#pragma once

#include "recording/recording.hpp"
#include "stage/run.hpp"
#include "stage/setting.hpp"

namespace stickylab {

/// Starts each program when it is due, and records until all have ended or the deadline has come.
/// Ends every process of the run; if another run may follow, that is what `setting` says after it.
/// What goes wrong with the programs is in the recording; throws std::system_error if the stage
/// itself fails. The cast can be played (`check_cast`). `harness` is a pidfd of the process that
/// wants the recording: if it ends, so do all processes of the run and this one. If the run is
/// stepped, `person` is the socket to the person (stage/stepping.hpp).
Recording play(const RunSpec& spec, Setting& setting, int harness, int person);

}  // namespace stickylab
