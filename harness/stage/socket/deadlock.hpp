// Two programs that wait for each other for ever: seen, not guessed.
#pragma once

#include <sys/types.h>

#include <functional>

#include "base/loop.hpp"
#include "stage/process/stillness.hpp"
#include "stage/socket/probe_log.hpp"

namespace stickylab {

/// Watches both programs of a run. A deadlock is that each has one thread and no children, sleeps
/// in a read of the TCP connection between the two for which it has set no limit in time, and
/// nothing that either has written is unread. Neither can go on then: only the other could wake it.
/// If that cannot be observed (a program without the probe, or with threads), no deadlock is seen:
/// the deadline of the run is still there.
class Deadlock {
 public:
  struct End {
    pid_t pid;
    const ProbeLogFile& log;
  };

  /// Calls `on_seen` when it sees one. It looks every `check_ms`.
  Deadlock(Loop& loop, const End& one, const End& other, std::function<void()> on_seen,
           std::uint64_t check_ms);

 private:
  struct Watched {
    End end;
    Stillness stillness;
  };

  void check();
  bool is_deadlock();

  Watched one_;
  Watched other_;
  const std::function<void()> on_seen_;
  Timer timer_;
};

}  // namespace stickylab
