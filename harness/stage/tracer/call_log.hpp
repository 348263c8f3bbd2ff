// Two records for each call on a TCP or UDP socket: as it begins and as it returns.
#pragma once

#include "base/clocks.hpp"
#include "stage/tracer/log_writer.hpp"
#include "stage/tracer/task.hpp"

namespace stickylab {

/// Asks the kernel for what the preloaded probe asks (probe/report.hpp), with a descriptor borrowed
/// from the thread. The thread stands still meanwhile.
class CallLog {
 public:
  explicit CallLog(ProbeLog& log) : writer_(log) {}

  /// Notes a call that is about to begin. If it is on a TCP or UDP socket it is the task's open
  /// call from then on.
  void enter(Task& task, const SystemCall& made);

  /// Notes the return of the task's open call; a negative result is an errno.
  void leave(Task& task, std::int64_t result) { leave_at(task, result, now_ns(CLOCK_MONOTONIC)); }
  void leave_at(Task& task, std::int64_t result, std::int64_t time_ns);

 private:
  void begin(const Task& task, OpenCall& call, const Fd& fd);
  void add_enter(OpenCall& call);
  void add_return(const Task& task, OpenCall& call, std::int64_t time_ns);
  void add_messages(const Task& task, OpenCall& call, std::int64_t time_ns);

  LogWriter writer_;
};

}  // namespace stickylab
