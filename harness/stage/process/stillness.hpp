// Sees from outside whether a program waits.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace stickylab {

/// Whether anything that a process started runs at this moment.
bool runs_below(pid_t parent);

/// Tells how long a program has not run: the kernel counts its time slices, proc(5).
class Stillness {
 public:
  explicit Stillness(pid_t program) : program_(program) {}

  /// To be asked once a tick: how many ticks in a row it has slept, or been gone, without a single
  /// time slice. A starved program has none either, but it does not sleep.
  int ticks();

  /// To be asked once a tick in the place of `ticks`: whether it has slept for so many. A server
  /// may leave the work to other threads, or to processes that it started: if there are any, they
  /// must have slept as long, after it, or nearly: threads that only look after things wake up for
  /// a moment now and then.
  bool has_slept(int ticks);

  /// Counts from the next tick on.
  void restart() { ticks_ = 0; }

 private:
  /// All tasks, at a tick at which the first one had slept for long enough.
  struct Watched {
    std::int64_t ran_ns = 0;
    int since = 0;
  };

  pid_t program_;
  std::string slices_;  ///< at the last tick
  int ticks_ = 0;
  std::optional<Watched> watched_;
};

}  // namespace stickylab
