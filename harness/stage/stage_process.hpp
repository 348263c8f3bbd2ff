// The process in which a run happens, as the harness sees it.
#pragma once

#include <sys/types.h>

#include <string>

#include "base/system_error.hpp"
#include "recording/recording.hpp"
#include "stage/run.hpp"

namespace stickylab {

struct StageProcess {
  pid_t pid = 0;
  Fd channel;  ///< a stream socket: from it comes what the stage tells, until it ends
};

/// Starts a stage process, which plays `spec` and tells its recording, as NDJSON.
StageProcess start_stage(const RunSpec& spec);

/// Waits until it has ended. Returns what waitpid(2) says of it.
int wait_for(const StageProcess& stage);

/// Gives the recording of a stage process that has ended, or one that says why there is none.
/// `text` is all that it told.
Recording result_of(const RunSpec& spec, int status, const std::string& text);

/// The recording of a run whose stage was lost; `how` is not translated.
Recording lost(const RunSpec& spec, const std::string& how);

}  // namespace stickylab
