#include "command/trying.hpp"

#include <functional>

#include "command/network.hpp"
#include "schedule/deliveries.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kSeed = 1;

class Trying {
 public:
  Trying(const TrialSpec& spec, Holds asked) : spec_(spec), programs_(spec.programs) {
    trial_.lab = &spec.lab;
    trial_.asked = asked;
  }

  /// Runs the sender for real, to learn what it sends. Returns false if there is nothing to
  /// deliver.
  bool capture() {
    capture_once();
    const bool ran = !trial_.failure || trial_.failure->fault != Fault::not_run;
    if (!ran && programs_.info.net != spec_.shown_on.value_or(programs_.info.net)) {
      // They may have an address of two hosts written into them.
      programs_.info.net = *spec_.shown_on;
      trial_.failure.reset();
      trial_.real = false;
      capture_once();
    }
    return !trial_.failure;
  }

  /// Runs the failure once more on the stage that shows more of it, and keeps that recording if the
  /// failure is the same there.
  void show() {
    if (!trial_.failure || !spec_.shown_on || *spec_.shown_on == programs_.info.net) return;
    const Schedule& schedule = trial_.failure->schedule;
    RunSpec run = run_of(schedule);
    run.info.net = *spec_.shown_on;
    run_all({run}, 1, [&](std::size_t, Recording recording) {
      Trace trace(std::move(recording));
      const Attempt again = judge_delivery(spec_.lab.meant.messages, schedule, trace);
      const bool same = again.verdict == trial_.failure->verdict &&
                        again.understood == trial_.failure->understood;
      if (same) trial_.failing = std::move(trace);
      return true;
    });
  }

  /// In the order of `schedules`, the first failure is kept; `enough` says when to stop.
  void deliver(const std::vector<Schedule>& schedules, const std::function<bool()>& enough) {
    std::size_t first = schedules.size();
    run_all(runs_of(schedules), spec_.jobs, [&](std::size_t index, Recording recording) {
      ++trial_.schedules;
      const Trace trace(std::move(recording));
      Attempt attempt = judge_delivery(spec_.lab.meant.messages, schedules[index], trace);
      if (attempt.fault == Fault::none) {
        ++trial_.held;
      } else if (index < first) {
        first = index;
        fail(std::move(attempt), trace);
      }
      return !enough();
    });
  }

  /// The stream ends after each number of its bytes. All of them are needed to tell a silent end.
  void end_early() {
    trial_.ended_early = true;
    const std::vector<Schedule> schedules = early_endings(trial_.stream.bytes.size(), kSeed);
    std::vector<Attempt> attempts(schedules.size());
    std::vector<Trace> traces(schedules.size());
    run_all(runs_of(schedules), spec_.jobs, [&](std::size_t index, Recording recording) {
      ++trial_.schedules;
      traces[index] = Trace(std::move(recording));
      attempts[index] = judge_delivery(spec_.lab.meant.messages, schedules[index], traces[index]);
      return true;
    });
    mark_silent_ends(spec_.lab.meant.messages, attempts);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
      if (attempts[i].fault == Fault::none) {
        ++trial_.held;
      } else if (!trial_.failure) {
        fail(std::move(attempts[i]), traces[i]);
      }
    }
  }

  const Trial& trial() const { return trial_; }

  /// True if the sender on trial reads replies: it must hold as well then, while both talk.
  bool hears() const { return spec_.own_sender && !trial_.stream.replies.empty(); }
  /// True if only that one is on trial: its bytes need no other test than the real run.
  bool only_hears() const { return hears() && !spec_.own_receiver; }

  std::vector<Schedule> all() const {
    std::vector<Schedule> all;
    if (!only_hears()) all = deliveries(trial_.stream.bytes.size(), kSeed);
    if (!hears()) return all;
    const std::vector<Schedule> both = conversations(trial_.stream.replies.size(), kSeed);
    all.insert(all.end(), both.begin(), both.end());
    sort_simplest_first(all);
    return all;
  }
  Trial take() { return std::move(trial_); }

 private:
  void capture_once() {
    RunSpec run = programs_;
    run.relayed.emplace();
    run_all({run}, 1, [&](std::size_t, Recording recording) {
      trial_.stream = sent_stream(recording);
      const Trace trace(std::move(recording));
      Attempt attempt = judge_real_run(spec_.lab.meant.messages, trace);
      // One that runs wild is not run many times.
      const bool wrong =
          attempt.fault == Fault::limit || (!spec_.own_receiver && attempt.fault != Fault::none);
      if (trial_.stream.bytes.empty() || wrong) {
        trial_.real = true;
        fail(std::move(attempt), trace);
      }
      return true;
    });
  }

  void fail(Attempt attempt, Trace trace) {
    trial_.failure = std::move(attempt);
    trial_.failing = std::move(trace);
  }

  std::vector<RunSpec> runs_of(const std::vector<Schedule>& schedules) const {
    std::vector<RunSpec> runs;
    for (const Schedule& schedule : schedules) runs.push_back(run_of(schedule));
    return runs;
  }

  RunSpec run_of(const Schedule& schedule) const {
    RunSpec run = programs_;
    if (trial_.real || schedule.replies) {
      run.relayed = Relaying{.script = schedule};
    } else {
      run.spec_of(kSender).played = Played{.streams = {trial_.stream}, .script = schedule};
    }
    return run;
  }

  const TrialSpec& spec_;
  RunSpec programs_;
  Trial trial_;
};

}  // namespace

RunSpec paced_by_schedule(RunSpec programs, const StageOptions& options) {
  programs.gates_off = true;
  programs.wire = wire_of(options.wire, 0);
  if (!options.net && !options.wire.any()) programs.info.net = Net::loopback;
  programs.timeout_s = options.timeout_s.value_or(kDeliveryTimeoutS);
  return programs;
}

Trial try_everywhere(const TrialSpec& spec) {
  Trying trying(spec, Holds::everywhere);
  if (trying.capture())
    trying.deliver(trying.all(), [&] { return trying.trial().failure.has_value(); });
  if (!trying.trial().failure && !trying.only_hears()) trying.end_early();
  trying.show();
  return trying.take();
}

Trial try_sometimes(const TrialSpec& spec) {
  Trying trying(spec, Holds::sometimes);
  if (!trying.capture()) return trying.take();
  trying.deliver(trying.all(), [&] { return trying.trial().failure && trying.trial().held > 0; });
  return trying.take();
}

Trial try_once(const TrialSpec& spec, const Schedule& schedule) {
  Trying trying(spec, Holds::everywhere);
  if (trying.capture()) trying.deliver({schedule}, [] { return false; });
  trying.show();
  return trying.take();
}

}  // namespace stickylab
