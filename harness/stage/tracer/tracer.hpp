// A process of ours that traces one program.
#pragma once

#include <linux/filter.h>
#include <sys/types.h>

#include <string>
#include <vector>

#include "base/system_error.hpp"
#include "probe/log.hpp"

namespace stickylab {

/// Started before its program, it ends with the last of the program's processes. If it ends before
/// them the kernel ends them (PTRACE_O_EXITKILL).
class Tracer {
 public:
  /// `log` is shared memory.
  explicit Tracer(ProbeLog& log);

  pid_t pid() const { return pid_; }

  /// Called in the program's own process, before it is executed: from then on it is traced. False,
  /// with errno, if that is not permitted. Async-signal-safe.
  bool follow_this_process() const;

  /// True if it ended before its last process, which the kernel ended then. To be asked once.
  bool has_failed() const;

  /// To be called once the program is executed, or has failed to be.
  void let_go() { channel_.reset(); }

 private:
  std::vector<sock_filter> filter_;
  Fd channel_;  ///< the program's half
  pid_t pid_ = 0;
};

/// Traces a process of its own for a moment. Empty if that is possible, else the reason.
std::string try_to_trace();

}  // namespace stickylab
