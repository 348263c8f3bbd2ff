// The trial of a stream and that of datagrams share this: the sender's own run, the failure that
// is kept, and the run that shows it.
#pragma once

#include <vector>

#include "command/trying.hpp"

namespace stickylab {

class TrialRuns {
 public:
  /// `spec` outlives this.
  TrialRuns(const TrialSpec& spec, Holds asked);
  virtual ~TrialRuns() = default;

  const Trial& trial() const { return trial_; }
  Trial take() { return std::move(trial_); }

  /// Runs the failure once more on the stage that shows more of it, and keeps that recording if the
  /// failure is the same there.
  void show();

 protected:
  /// Runs the sender for real, to learn what it sends; if the programs did not meet, on the other
  /// stage, too: they may have an address of two hosts written into them.
  void capture_where_they_meet();
  void capture_again();
  /// False if the two programs did not meet.
  bool has_run() const { return !trial_.failure || trial_.failure->fault != Fault::not_run; }

  void fail(Attempt attempt, Trace trace);
  std::vector<RunSpec> runs_of(const std::vector<Schedule>& schedules) const;

  /// One run of both programs; keeps what was sent, and fails if nothing can be delivered.
  virtual void capture_once() = 0;
  virtual RunSpec run_of(const Schedule& schedule) const = 0;
  virtual Attempt judged(const Schedule& schedule, const Trace& trace) const = 0;

  const TrialSpec& spec_;
  RunSpec programs_;
  Trial trial_;
};

}  // namespace stickylab
