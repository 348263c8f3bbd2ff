#include "command/trial_runs.hpp"

#include "stage/runner.hpp"

namespace stickylab {

TrialRuns::TrialRuns(const TrialSpec& spec, Holds asked) : spec_(spec), programs_(spec.programs) {
  trial_.lab = &spec.lab;
  trial_.asked = asked;
}

void TrialRuns::capture_where_they_meet() {
  capture_once();
  const Net other = spec_.shown_on.value_or(programs_.info.net);
  if (has_run() || programs_.info.net == other) return;
  programs_.info.net = other;
  capture_again();
}

void TrialRuns::capture_again() {
  trial_.failure.reset();
  trial_.real = false;
  capture_once();
}

void TrialRuns::show() {
  const auto& failure = trial_.failure;
  if (!failure || failure->beside || !spec_.shown_on || *spec_.shown_on == programs_.info.net)
    return;
  RunSpec run = run_of(failure->schedule);
  run.info.net = *spec_.shown_on;
  run_all({run}, 1, [&](std::size_t, Recording recording) {
    Trace trace(std::move(recording));
    const Attempt again = judged(failure->schedule, trace);
    const bool same = again.verdict == failure->verdict && again.understood == failure->understood;
    if (same) trial_.failing = std::move(trace);
    return true;
  });
}

void TrialRuns::fail(Attempt attempt, Trace trace) {
  trial_.failure = std::move(attempt);
  trial_.failing = std::move(trace);
}

std::vector<RunSpec> TrialRuns::runs_of(const std::vector<Schedule>& schedules) const {
  std::vector<RunSpec> runs;
  for (const Schedule& schedule : schedules) runs.push_back(run_of(schedule));
  return runs;
}

}  // namespace stickylab
