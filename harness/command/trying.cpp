#include "command/trying.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "command/network.hpp"
#include "command/trial_runs.hpp"
#include "schedule/deliveries.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

class Trying : public TrialRuns {
 public:
  Trying(const TrialSpec& spec, Holds asked)
      : TrialRuns(spec, asked), forks_(asked == Holds::everywhere) {}

  /// Runs the sender for real, to learn what it sends. Returns false if there is nothing to
  /// deliver.
  bool capture() {
    capture_where_they_meet();
    if (may_listen_the_other_way()) {
      const Trial seen = trial_;
      turn();
      capture_again();
      if (!has_run()) trial_ = seen;
    }
    if (!trial_.failure && judges(kSender) && trial_.stream.replies.empty())
      throw InputError(
          {"--judge sender: nothing was sent back to it, so nothing can be cut that it reads",
           "--judge sender：没有数据发回给发送方，没有可切分的内容"});
    return !trial_.failure;
  }

  /// In the order of `schedules`, the first failure is kept; `enough` says when to stop. What shows
  /// in comparison only is looked for among those that were delivered.
  void deliver(const std::vector<Schedule>& schedules, const std::function<bool()>& enough) {
    const auto before = std::tuple(trial_, tried_, failed_, held_, timeout_ms_);
    const bool forked = deliver_once(schedules, enough);
    if (forked && (failed_ || trial_.failure)) {
      // A program is called wrong only if it was started, not forked.
      forks_ = false;
      std::tie(trial_, tried_, failed_, held_, timeout_ms_) = before;
      deliver_once(schedules, enough);
    }
    begun_ += schedules.size();
  }

  /// Says what is going to be delivered.
  void plan(const std::vector<Schedule>& schedules) { trial_.groups.plan(schedules); }

  /// The stream ends after each number of its bytes. All of them are needed to tell a silent end.
  void end_early() {
    trial_.ended_early = true;
    deliver(endings(), [] { return false; });
  }

  /// A few of those endings, which most who get them wrong get wrong. They are made again with all
  /// the others, and count there.
  void end_early_where_it_tells() {
    const auto before = std::tuple(trial_.schedules, trial_.held, trial_.groups, begun_);
    deliver(telling_endings(trial_.stream.bytes.size()), [] { return false; });
    std::tie(trial_.schedules, trial_.held, trial_.groups, begun_) = before;
    if (!trial_.failure) return;
    trial_.failure.reset();
    end_early();
  }

  /// Pauses inside the stream that are longer than the program waits at a time, if it does not wait
  /// for ever.
  void pause() {
    const auto schedules = pauses(trial_.stream.bytes.size(), timeout_ms_);
    plan(schedules);
    if (!schedules.empty()) deliver(schedules, [] { return false; });
  }

  bool has_failed() const { return failed_; }
  bool has_held() const { return held_ > 0; }

  /// True if the sender on trial reads replies: it must hold as well then, while both talk.
  bool hears() const { return spec_.own_sender && !trial_.stream.replies.empty(); }
  /// True if only that one is on trial: its bytes need no other test than the real run.
  bool only_hears() const { return hears() && (!spec_.own_receiver || !judges(kReceiver)); }

  std::vector<Schedule> all() const {
    std::vector<Schedule> all;
    if (!only_hears()) all = deliveries(trial_.stream.bytes.size(), ways::kSeed);
    if (!hears()) return all;
    const std::vector<Schedule> both = conversations(trial_.stream.replies.size(), ways::kSeed);
    all.insert(all.end(), both.begin(), both.end());
    sort_simplest_first(all);
    return all;
  }
  std::vector<Schedule> endings() const {
    return early_endings(trial_.stream.bytes.size(), ways::kSeed);
  }

 private:
  /// Nobody says who of two programs listens: it is tried.
  bool may_listen_the_other_way() const {
    return !has_run() && spec_.own_sender && spec_.own_receiver;
  }

  void turn() {
    sender_listens_ = true;
    programs_.spec_of(kSender).start = {};
    programs_.spec_of(kReceiver).start = {Start::When::listens, kSender};
  }

  bool judges(Actor who) const {
    return std::find(spec_.judged.begin(), spec_.judged.end(), who) != spec_.judged.end();
  }

  /// By each whose messages count, up to the first who has a fault. If the stage plays the sender,
  /// that one states nothing.
  Attempt judged(const Schedule& schedule, const Trace& trace) const override {
    const std::vector<std::string>& meant = spec_.lab.meant.messages;
    Attempt attempt;
    for (const Actor by : spec_.judged) {
      if (by == kSender && !schedule.replies) continue;
      attempt = judge_delivery(meant, schedule, trace, by);
      if (attempt.fault != Fault::none) break;
    }
    return attempt;
  }

  Attempt judged_real_run(const Trace& trace) const {
    Attempt attempt;
    for (const Actor by : spec_.judged) {
      attempt = judge_real_run(spec_.lab.meant.messages, trace, by);
      if (attempt.fault != Fault::none) break;
    }
    return attempt;
  }

  /// True if a program was forked.
  bool deliver_once(const std::vector<Schedule>& schedules, const std::function<bool()>& enough) {
    std::vector<Attempt> attempts(schedules.size());
    std::vector<Trace> traces(schedules.size());
    std::vector<bool> made(schedules.size());
    bool forked = false;
    const auto on_done = [&](std::size_t index, Delivered done) {
      ++trial_.schedules;
      trial_.groups.count_made(schedules[index]);
      forked = forked || done.forked;
      Trace trace(std::move(done.recording));
      attempts[index] = judged(schedules[index], trace);
      made[index] = true;
      const bool failed = attempts[index].fault != Fault::none;
      const bool compared = schedules[index].after || schedules[index].end == StreamEnd::silence;
      if (failed || compared) traces[index] = std::move(trace);
      failed_ = failed_ || failed;
      if (!failed) ++held_;
      return !enough();
    };
    play_all(runs_of(schedules), on_done);
    compare(attempts, traces, made);
    return forked;
  }

  void play_all(const std::vector<RunSpec>& runs,
                const std::function<bool(std::size_t, Delivered)>& on_done) {
    if (forks_) return deliver_all(runs, spec_.jobs, on_done);
    run_all(runs, spec_.jobs, [&](std::size_t index, Recording recording) {
      return on_done(index, {std::move(recording)});
    });
  }

  void capture_once() override {
    RunSpec run = programs_;
    run.relayed.emplace();
    run_all({run}, 1, [&](std::size_t, Recording recording) {
      trial_.stream = sent_stream(recording);
      const Trace trace(std::move(recording));
      Attempt attempt = judged_real_run(trace);
      if (spec_.own_sender && !judges(kSender)) trial_.uncounted = stated_by_sender(trace);
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

  void compare(std::vector<Attempt>& attempts, std::vector<Trace>& traces,
               const std::vector<bool>& made) {
    std::vector<Attempt> tried = std::move(tried_);
    const std::size_t before = tried.size();
    std::vector<std::size_t> index;
    for (std::size_t i = 0; i < attempts.size(); ++i)
      if (made[i]) {
        tried.push_back(std::move(attempts[i]));
        index.push_back(i);
      }
    mark_silent_ends(spec_.lab.meant.messages, tried);
    mark_withheld(tried);
    for (std::size_t k = before; k < tried.size(); ++k) {
      if (tried[k].in_silence.timeout_ms > 0) timeout_ms_ = tried[k].in_silence.timeout_ms;
      if (tried[k].fault == Fault::none) {
        ++trial_.held;
      } else if (!trial_.failure) {
        const std::size_t place = index[k - before];
        fail(tried[k], traces[place]);
        trial_.failure->index = begun_ + place;
        trial_.failure->group = group_of(tried[k].schedule);
      }
    }
    std::erase_if(tried, [](const Attempt& attempt) { return attempt.schedule != Schedule{}; });
    tried_ = std::move(tried);
  }

  RunSpec run_of(const Schedule& schedule) const override {
    RunSpec run = programs_;
    const Schedule script = sender_listens_ ? turned(schedule) : schedule;
    if (trial_.real || schedule.replies) {
      run.relayed = Relaying{.script = script};
    } else {
      run.spec_of(kSender).played =
          Played{.as = sender_listens_ ? Played::As::server : Played::As::client,
                 .streams = {trial_.stream},
                 .script = script};
    }
    const auto pauses = pieces(schedule, trial_.stream.bytes.size()).size();
    run.timeout_s += static_cast<double>(pauses * schedule.stream.pause_ms) / 1000;
    if (schedule.end == StreamEnd::silence && !schedule.after)
      run.looked_for = spec_.lab.meant.messages;
    return run;
  }

  bool sender_listens_ = false;
  bool forks_;                  ///< a receiver may be forked: nothing is expected to be wrong
  std::size_t begun_ = 0;       ///< deliveries before those that are made now
  std::vector<Attempt> tried_;  ///< those that later ones are compared with: the whole
  bool failed_ = false;
  int held_ = 0;
  std::uint32_t timeout_ms_ = 0;  ///< for which the receiver waits at a time; 0: none was seen
};

}  // namespace

RunSpec paced_by_schedule(RunSpec programs, const StageOptions& options) {
  programs.gates_off = true;
  programs.wire = wire_of(options.wire, 0);
  if (!options.net && !options.wire.any()) {
    programs.info.net = Net::loopback;
    programs.own_network = true;
  }
  programs.timeout_s = options.timeout_s.value_or(kDeliveryTimeoutS);
  return programs;
}

Trial try_everywhere(const TrialSpec& spec) {
  Trying trying(spec, Holds::everywhere);
  const auto enough = [&] { return trying.has_failed(); };
  const auto goes_on = [&] { return !trying.trial().failure; };
  if (trying.capture()) {
    std::vector<Schedule> first = trying.all();
    trying.plan(first);
    if (!trying.only_hears()) trying.plan(trying.endings());
    const auto rest = std::stable_partition(first.begin(), first.end(), is_simple);
    const std::vector<Schedule> others(rest, first.end());
    first.erase(rest, first.end());
    trying.deliver(first, enough);
    if (goes_on() && !trying.only_hears()) trying.end_early_where_it_tells();
    if (goes_on()) trying.deliver(others, enough);
  }
  if (goes_on() && !trying.only_hears()) trying.end_early();
  if (goes_on() && !trying.only_hears()) trying.pause();
  trying.show();
  return trying.take();
}

Trial try_sometimes(const TrialSpec& spec) {
  Trying trying(spec, Holds::sometimes);
  if (!trying.capture()) return trying.take();
  const std::vector<Schedule> all = trying.all();
  trying.plan(all);
  trying.deliver(all, [&] { return trying.has_failed() && trying.has_held(); });
  return trying.take();
}

Trial try_these(const TrialSpec& spec, const std::vector<Schedule>& schedules) {
  Trying trying(spec, Holds::everywhere);
  if (trying.capture()) {
    trying.plan(schedules);
    trying.deliver(schedules, [] { return false; });
  }
  trying.show();
  return trying.take();
}

}  // namespace stickylab
