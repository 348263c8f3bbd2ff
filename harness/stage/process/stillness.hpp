// Sees from outside whether a program waits.
#pragma once

#include <sys/types.h>

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

  /// To be asked once a tick in the place of `ticks`: whether it has slept for so many, and nothing
  /// that it started runs at this moment. A server may leave the work to a child.
  bool has_slept(int ticks);

  /// Counts from the next tick on.
  void restart() { ticks_ = 0; }

 private:
  pid_t program_;
  std::string slices_;  ///< at the last tick
  int ticks_ = 0;
};

}  // namespace stickylab
