#include "stage/runner.hpp"

#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <list>
#include <optional>
#include <utility>

#include "base/loop.hpp"
#include "stage/mother.hpp"
#include "stage/process/containment.hpp"
#include "stage/process/deadline.hpp"
#include "stage/stage_process.hpp"

namespace stickylab {
namespace {

constexpr double kStageGraceS = 5;  // what a stage may take beyond its run's deadline

/// A stage process, the run that it plays, and what it has told of that so far.
struct Active {
  std::optional<std::size_t> index;  ///< none: it is to end
  StageProcess process;
  Told told;
  bool overdue = false;
  std::optional<Readable> readable;
  std::optional<Timer> watchdog;
};

class Runner {
 public:
  using OnDone = std::function<bool(std::size_t, Delivered)>;

  Runner(const std::vector<RunSpec>& specs, int jobs, bool forks, OnDone on_done)
      : specs_(specs),
        jobs_(static_cast<std::size_t>(std::max(jobs, 1))),
        forks_(forks),
        on_done_(std::move(on_done)) {
    adopt_orphans();
  }

  ~Runner() {
    active_.clear();
    end_children();
  }

  void run() {
    start_more();
    if (!active_.empty()) loop_.run();
    interrupts_.check();
  }

 private:
  bool has_more() const { return going_on_ && next_ < specs_.size(); }

  void start_more() {
    const auto plays = [](const Active& stage) { return stage.index.has_value(); };
    auto playing = static_cast<std::size_t>(std::count_if(active_.begin(), active_.end(), plays));
    for (; has_more() && playing < jobs_; ++playing) start();
    if (active_.empty()) loop_.stop();
  }

  void start() {
    Active& stage = active_.emplace_back();
    stage.process = start_series(specs_, forks_);
    stage.readable.emplace(loop_, stage.process.channel.get(),
                           [this, &stage] { on_readable(stage); });
    play_next(stage);
  }

  void play_next(Active& stage) {
    stage.index = next_++;
    stage.told = Told();
    ask(stage.process, {.run = static_cast<std::uint32_t>(*stage.index)});
    // Until ready, and after.
    watch(stage, 2 * kMostOfLimit * specs_[*stage.index].timeout_s + kStageGraceS);
  }

  void watch(Active& stage, double limit_s) {
    stage.watchdog.emplace(loop_, static_cast<std::uint64_t>(limit_s * 1000), 0, [&stage] {
      stage.overdue = true;
      kill(stage.process.pid, SIGKILL);
    });
  }

  void on_readable(Active& stage) {
    char buffer[65536];
    const ssize_t n = read(stage.process.channel.get(), buffer, sizeof buffer);
    if (n > 0) {
      stage.told.add({buffer, static_cast<std::size_t>(n)});
      if (stage.told.is_complete()) on_recording(stage);
    } else if (n == 0) {
      on_end(stage);
    }
  }

  /// The stage can play another run.
  void on_recording(Active& stage) {
    const std::size_t index = *std::exchange(stage.index, std::nullopt);
    const bool forked = stage.told.is_forked();
    going_on_ = on_done_(index, {stage.told.result(specs_[index], 0), forked}) && going_on_;
    if (has_more() && may_follow(specs_[index], specs_[next_])) {
      play_next(stage);
    } else {
      ask_no_more(stage.process);
      watch(stage, kStageGraceS);
    }
    start_more();
  }

  /// The stage has closed its channel: it has ended, or is about to.
  void on_end(Active& stage) {
    const std::optional<std::size_t> index = stage.index;
    const int status = wait_for(stage.process);
    std::optional<Delivered> done;
    if (index)
      done = {stage.overdue ? lost(specs_[*index], "did not end in time")
                            : stage.told.result(specs_[*index], status),
              stage.told.is_forked()};
    active_.remove_if([&](const Active& other) { return &other == &stage; });
    if (active_.empty()) end_children();
    if (done) going_on_ = on_done_(*index, *std::move(done)) && going_on_;
    start_more();
  }

  const std::vector<RunSpec>& specs_;
  std::size_t jobs_;
  const bool forks_;
  const OnDone on_done_;
  Loop loop_;
  Interrupts interrupts_{loop_};
  std::list<Active> active_;
  std::size_t next_ = 0;
  bool going_on_ = true;
};

}  // namespace

void run_all(const std::vector<RunSpec>& specs, int jobs,
             const std::function<bool(std::size_t, Recording)>& on_done) {
  Runner(specs, jobs, false, [&](std::size_t index, Delivered done) {
    return on_done(index, std::move(done.recording));
  }).run();
}

void deliver_all(const std::vector<RunSpec>& specs, int jobs,
                 const std::function<bool(std::size_t, Delivered)>& on_done) {
  const bool forks = specs.size() > 1 && std::getenv(kNoFork) == nullptr;
  Runner(specs, jobs, forks, on_done).run();
}

}  // namespace stickylab
