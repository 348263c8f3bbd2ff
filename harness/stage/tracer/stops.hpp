// The stops of the threads that are traced, ptrace(2).
#pragma once

#include "stage/tracer/call_log.hpp"

namespace stickylab {

/// Handles each stop and lets the thread go on as if nobody had looked: signals are passed on, a
/// stopped process stays stopped, a call that goes on after a signal is still one call.
class Stops {
 public:
  explicit Stops(ProbeLog& log) : log_(log) {}

  /// Begins to trace a process and all that it will start; they end with us. False, with errno, if
  /// that is not permitted.
  static bool seize(pid_t process);

  /// Returns when no process is left that is traced.
  void handle_all();

 private:
  void on_stop(pid_t tid, int status);
  void on_end(pid_t tid, bool by_signal);
  void on_call(pid_t tid);
  void on_return(pid_t tid, std::int64_t result);
  void on_entry(pid_t tid);
  void on_exec(pid_t tid);
  void go_on(pid_t tid, int signal);

  Task& task(pid_t tid);
  /// A call that was left for a signal is not made again.
  void give_up(Task& task);

  CallLog log_;
  Tasks tasks_;
};

}  // namespace stickylab
