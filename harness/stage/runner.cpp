#include "stage/runner.hpp"

#include <signal.h>

#include <list>
#include <optional>

#include "base/loop.hpp"
#include "stage/process/containment.hpp"
#include "stage/process/deadline.hpp"
#include "stage/stage_process.hpp"

namespace stickylab {
namespace {

constexpr double kStageGraceS = 5;  // what a stage may take beyond its run's deadline

/// A stage process, and what it has told so far.
struct Active {
  std::size_t index = 0;
  StageProcess process;
  Told told;
  bool overdue = false;
  std::optional<Readable> readable;
  std::optional<Timer> watchdog;
};

class Runner {
 public:
  Runner(const std::vector<RunSpec>& specs, int jobs,
         const std::function<bool(std::size_t, Recording)>& on_done)
      : specs_(specs), jobs_(static_cast<std::size_t>(std::max(jobs, 1))), on_done_(on_done) {
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
  void start_more() {
    while (going_on_ && active_.size() < jobs_ && next_ < specs_.size()) start(next_++);
    if (active_.empty()) loop_.stop();
  }

  void start(std::size_t index) {
    Active& stage = active_.emplace_back();
    stage.index = index;
    stage.process = start_stage(specs_[index]);
    stage.readable.emplace(loop_, stage.process.channel.get(),
                           [this, &stage] { on_readable(stage); });
    // Until ready, and after.
    const double limit_s = 2 * kMostOfLimit * specs_[index].timeout_s + kStageGraceS;
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
    } else if (n == 0) {
      on_end(stage);
    }
  }

  /// The stage has closed its channel: it has ended, or is about to.
  void on_end(Active& stage) {
    const std::size_t index = stage.index;
    const int status = wait_for(stage.process);
    Recording recording = stage.overdue ? lost(specs_[index], "did not end in time")
                                        : stage.told.result(specs_[index], status);
    active_.remove_if([&](const Active& other) { return &other == &stage; });
    if (active_.empty()) end_children();
    going_on_ = on_done_(index, std::move(recording)) && going_on_;
    start_more();
  }

  const std::vector<RunSpec>& specs_;
  std::size_t jobs_;
  const std::function<bool(std::size_t, Recording)>& on_done_;
  Loop loop_;
  Interrupts interrupts_{loop_};
  std::list<Active> active_;
  std::size_t next_ = 0;
  bool going_on_ = true;
};

}  // namespace

void run_all(const std::vector<RunSpec>& specs, int jobs,
             const std::function<bool(std::size_t, Recording)>& on_done) {
  Runner(specs, jobs, on_done).run();
}

}  // namespace stickylab
