// The process in which a run happens, as the harness sees it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/system_error.hpp"
#include "recording/recording.hpp"
#include "stage/run.hpp"
#include "stage/series.hpp"

namespace stickylab {

struct StageProcess {
  pid_t pid = 0;
  Fd channel;  ///< a stream socket: from it comes what the stage tells, until it ends
};

/// Starts a stage process, which plays `spec` and tells its recording, as NDJSON.
StageProcess start_stage(const RunSpec& spec);

/// Starts one that plays those of `specs` that it is asked for (stage/series.hpp).
StageProcess start_series(const std::vector<RunSpec>& specs, bool forks);

/// Asks it for one of them, once it has told the last that it was asked for.
void ask(const StageProcess& stage, const Asked& asked);

/// Lets it end.
void ask_no_more(const StageProcess& stage);

/// Waits until it has ended. Returns what waitpid(2) says of it.
int wait_for(const StageProcess& stage);

/// Takes what a stage process tells, and reads it as it comes.
class Told {
 public:
  void add(std::string_view bytes);

  /// Whether the recording is complete, and the process ready to be asked for another one.
  bool is_complete() const { return complete_; }

  /// Whether its program was forked for this run.
  bool is_forked() const { return forked_; }

  /// Gives the recording once it is complete, or the process has ended, or one that says why there
  /// is none. `status` is that of `wait_for`, 0 if the process goes on. To be called once.
  Recording result(const RunSpec& spec, int status);

 private:
  void read(const std::string& line);

  NdjsonReader reader_;
  std::string unfinished_;  ///< the line that has begun; an error's text has no end of line
  std::optional<std::runtime_error> wrong_;
  bool complete_ = false;
  bool forked_ = false;
};

/// The recording of a run whose stage was lost; `how` is not translated.
Recording lost(const RunSpec& spec, const std::string& how);

}  // namespace stickylab
