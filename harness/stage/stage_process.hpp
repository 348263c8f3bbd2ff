// The process in which a run happens, as the harness sees it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

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

/// Takes what a stage process tells, and reads it as it comes.
class Told {
 public:
  void add(std::string_view bytes);

  /// Gives the recording once the process has ended, or one that says why there is none. `status`
  /// is that of `wait_for`. To be called once.
  Recording result(const RunSpec& spec, int status);

 private:
  void read(const std::string& line);

  NdjsonReader reader_;
  std::string unfinished_;  ///< the line that has begun; an error's text has no end of line
  std::optional<std::runtime_error> wrong_;
};

/// The recording of a run whose stage was lost; `how` is not translated.
Recording lost(const RunSpec& spec, const std::string& how);

}  // namespace stickylab
