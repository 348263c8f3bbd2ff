#include "command/trying_datagrams.hpp"

#include "command/trial_runs.hpp"
#include "judge/datagrams.hpp"
#include "recording/message_text.hpp"
#include "schedule/deliveries.hpp"
#include "schedule/fewest.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

class TryingDatagrams : public TrialRuns {
 public:
  using TrialRuns::TrialRuns;

  /// Runs the sender for real, to learn what it sends. Returns false if there is nothing to
  /// deliver.
  bool capture() {
    capture_where_they_meet();
    return !trial_.failure;
  }

  std::vector<Schedule> all() const {
    const Mishaps& kinds =
        expected_of(spec_.lab, Version::fixed, spec_.shown_on.value_or(programs_.info.net)).mishaps;
    return datagram_deliveries(trial_.datagrams.size(), kinds, ways::kSeed);
  }

  /// In the order of `schedules`, the first failure is kept; `enough` says when to stop.
  void deliver(const std::vector<Schedule>& schedules, const std::function<bool()>& enough) {
    trial_.groups.plan(schedules);
    std::size_t first = schedules.size();
    run_all(runs_of(schedules), spec_.jobs, [&](std::size_t index, Recording recording) {
      ++trial_.schedules;
      trial_.groups.count_made(schedules[index]);
      const Trace trace(std::move(recording));
      Attempt attempt = judged(schedules[index], trace);
      if (attempt.fault == Fault::none) {
        ++trial_.held;
      } else if (index < first) {
        first = index;
        attempt.index = index;
        attempt.group = group_of(attempt.schedule);
        fail(std::move(attempt), trace);
      }
      return !enough();
    });
  }

  /// The failure under the fewest mishaps of its schedule.
  void shrink() {
    if (!trial_.failure || trial_.real) return;
    Schedule schedule = trial_.failure->schedule;
    fewest<Mishap>(schedule.mishaps, [&](const std::vector<Mishap>& fewer) {
      schedule.mishaps = fewer;
      bool failed = false;
      run_all({run_of(schedule)}, 1, [&](std::size_t, Recording recording) {
        const Trace trace(std::move(recording));
        Attempt attempt = judged(schedule, trace);
        failed = attempt.fault != Fault::none;
        attempt.index = trial_.failure->index;
        attempt.group = trial_.failure->group;
        if (failed) fail(std::move(attempt), trace);
        return true;
      });
      return failed;
    });
  }

 private:
  void capture_once() override {
    RunSpec run = programs_;
    run.relayed.emplace();
    // How many datagrams there will be is not known.
    run.enough = enough_for(Due(spec_.lab.meant.messages, spec_.lab.meant.messages.size(), {}));
    run_all({run}, 1, [&](std::size_t, Recording recording) {
      trial_.stream = sent_stream(recording);
      trial_.datagrams = sent_datagrams(recording);
      const Trace trace(std::move(recording));
      Attempt attempt = judged({}, trace);
      const bool none = trial_.datagrams.empty() && attempt.fault != Fault::not_run;
      // One that runs wild is not run many times.
      const bool wrong = none || attempt.fault == Fault::limit || attempt.fault == Fault::not_run ||
                         (!spec_.own_receiver && attempt.fault != Fault::none);
      if (none && attempt.fault != Fault::limit) attempt.fault = Fault::nothing_sent;
      if (wrong) {
        trial_.real = true;
        fail(std::move(attempt), trace);
      }
      return true;
    });
  }

  Attempt judged(const Schedule& schedule, const Trace& trace) const override {
    return judge_datagrams(spec_.lab.meant.messages, trial_.datagrams, schedule, trace);
  }

  /// Tells whether what was printed is right, or can become right no more.
  static std::function<bool(const std::string&)> enough_for(Due due) {
    return [due = std::move(due)](const std::string& printed) {
      const std::vector<std::string> understood = messages_in(printed);
      return due.is_met(understood) || !due.may_be_met(understood);
    };
  }

  RunSpec run_of(const Schedule& schedule) const override {
    RunSpec run = programs_;
    run.looked_for = spec_.lab.meant.messages;
    run.enough =
        enough_for(Due(spec_.lab.meant.messages, trial_.datagrams.size(), schedule.mishaps));
    if (trial_.real) {
      run.relayed.emplace();
      return run;
    }
    Played played;
    for (const std::size_t number : arrivals(schedule.mishaps, trial_.datagrams.size()))
      played.datagrams.push_back(trial_.datagrams[number - 1]);
    played.pacing = schedule.stream.pacing;
    run.spec_of(kSender).played = std::move(played);
    return run;
  }
};

}  // namespace

Trial try_datagrams_everywhere(const TrialSpec& spec) {
  TryingDatagrams trying(spec, Holds::everywhere);
  if (trying.capture())
    trying.deliver(trying.all(), [&] { return trying.trial().failure.has_value(); });
  trying.shrink();
  trying.show();
  return trying.take();
}

Trial try_datagrams_never(const TrialSpec& spec) {
  TryingDatagrams trying(spec, Holds::never);
  if (!trying.capture()) return trying.take();
  trying.deliver(trying.all(), [&] { return trying.trial().held > 0; });
  return trying.take();
}

Trial try_these_datagrams(const TrialSpec& spec, const std::vector<Schedule>& schedules) {
  TryingDatagrams trying(spec, Holds::everywhere);
  if (trying.capture()) {
    for (const Schedule& schedule : schedules)
      check_for_datagrams(schedule, trying.trial().datagrams.size());
    trying.deliver(schedules, [] { return false; });
  }
  trying.show();
  return trying.take();
}

}  // namespace stickylab
