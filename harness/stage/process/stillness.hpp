// Sees from outside whether a program waits.
#pragma once

#include <sys/types.h>

#include <string>

namespace stickylab {

/// Measures how long a program has not run: the kernel counts its time slices, proc(5).
class Stillness {
 public:
  explicit Stillness(pid_t program) : program_(program) {}

  /// Must be asked once a tick: counts the ticks in a row in which the program has slept, or been
  /// gone, without a single time slice. A starved one has none either, but it does not sleep.
  int ticks();

  /// Counts from the next tick on.
  void restart() { ticks_ = 0; }

 private:
  pid_t program_;
  std::string slices_;  ///< at the last tick
  int ticks_ = 0;
};

}  // namespace stickylab
