// A client and a server of one's own, tried under many deliveries.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "command/counter.hpp"
#include "command/own_runs.hpp"
#include "judge/own_trial.hpp"

namespace stickylab {

/// The question that a trial answers, and its stages.
struct OwnTrialSpec {
  const OwnOptions& own;
  const StageOptions& stage;
  const Counting& counting;
  Net net{};                        ///< for the deliveries
  Net shown_on{};                   ///< for the run that shows a failure
  std::filesystem::path probe;      ///< for that one
  std::vector<Schedule> schedules;  ///< empty: all
  int jobs = 1;                     ///< runs at a time
};

/// Learns what is meant, delivers, shrinks and shows. Its trial can be taken at any time, also when
/// a signal has ended it.
class OwnTrying {
 public:
  /// Throws InputError for an end that cannot be read.
  OwnTrying(const OwnTrialSpec& spec, Counter& counter);

  /// Plays the uncut run twice. Throws InputError if the two differ in what counts, and NotJudged
  /// if one of them does not come to an end.
  void learn();
  /// Throws Interrupted.
  void deliver();
  void shrink();
  void show();

  OwnTrial take() { return std::move(trial_); }

 private:
  struct Found {
    std::size_t index = 0;
    OwnDifference difference;
    OwnOutcome outcome;
  };

  OwnRun run_of(const std::vector<Schedule>& schedules, Net net) const;
  std::optional<OwnDifference> wrong_in(const OwnOutcome& outcome, const Schedule& schedule) const;
  std::vector<Schedule> planned() const;
  std::vector<OwnOutcome> play(const OwnRun& run, const std::function<void(Recording&)>& look);
  void must_have_ended(const std::vector<OwnOutcome>& outcomes, std::size_t wanted) const;
  void must_say_something() const;
  void must_be_alike(const OwnOutcome& other) const;
  std::optional<Found> first_failing(const std::vector<Schedule>& schedules, std::size_t batch,
                                     const std::function<void(std::size_t)>& on_made);
  void add(Found found, Schedule schedule, std::size_t index);
  void shrink(OwnFailure& failure);
  void show(OwnFailure& failure);
  std::size_t batch() const;
  bool has_time() const;
  void limit_deliveries(double uncut_s);

  const OwnTrialSpec& spec_;
  Counter& counter_;
  OwnRuns runs_;
  OwnTrial trial_;
  std::optional<Conversation> conversation_;  ///< of the uncut run
  std::chrono::steady_clock::time_point start_;
};

}  // namespace stickylab
