#include "stage/runner.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cstring>
#include <list>
#include <memory>
#include <optional>
#include <sstream>

#include "stage/containment.hpp"
#include "stage/deadline.hpp"
#include "stage/loop.hpp"
#include "stage/play.hpp"
#include "stage/system_error.hpp"

namespace stickylab {
namespace {

constexpr double kStageGraceS = 5;  // what a stage may take beyond its run's deadline

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;  // nobody reads any more
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// The whole life of a stage process. Exit status 1: `output` holds an error's text instead.
[[noreturn]] void be_stage(const RunSpec& spec, pid_t harness, int output) {
  setpgid(0, 0);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) signal(number, SIG_DFL);
  int status = 0;
  try {
    const Fd watched(must(static_cast<int>(syscall(SYS_pidfd_open, harness, 0)), "pidfd_open"));
    if (getppid() != harness) _exit(1);  // it ended first, and the number may be somebody else's
    std::ostringstream text;
    write_ndjson(text, play(spec, watched.get()));
    write_all(output, text.str());
  } catch (const std::exception& error) {
    write_all(output, error.what());
    status = 1;
  }
  _exit(status);
}

/// A stage process and what it has told so far.
struct Active {
  std::size_t index = 0;
  pid_t pid = 0;
  Fd pipe;
  std::string text;
  bool overdue = false;
  std::optional<Readable> readable;
  std::optional<Timer> watchdog;
};

Recording lost(const RunSpec& spec, const std::string& how) {
  Recording recording{spec.info, {}};
  recording.events.push_back(
      {.time_ns = 0, .seq = 1, .who = Who::harness, .data = Stopped{Stop::stage_lost, how}});
  return recording;
}

/// What a stage process left: its recording, or why there is none.
Recording result_of(const RunSpec& spec, const Active& stage, int status) {
  if (stage.overdue) return lost(spec, "did not end in time");
  if (WIFSIGNALED(status))
    return lost(spec, fmt::format("killed by SIG{}", sigabbrev_np(WTERMSIG(status))));
  if (WEXITSTATUS(status) != 0) return lost(spec, stage.text);
  std::istringstream in(stage.text);
  return read_ndjson(in);
}

class Runner {
 public:
  Runner(const std::vector<RunSpec>& specs, int jobs,
         const std::function<bool(std::size_t, Recording)>& on_done)
      : specs_(specs), jobs_(static_cast<std::size_t>(std::max(jobs, 1))), on_done_(on_done) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);  // so that what a killed stage leaves comes to us
  }

  ~Runner() {
    active_.clear();
    end_children();
  }

  void run() {
    start_more();
    if (!active_.empty()) loop_.run();
    interrupts_.check();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void start_more() {
    while (going_on_ && active_.size() < jobs_ && next_ < specs_.size()) start(next_++);
    if (active_.empty()) loop_.stop();
  }

  void start(std::size_t index) {
    int fds[2];
    must(pipe2(fds, O_CLOEXEC), "pipe");
    Active& stage = active_.emplace_back();
    stage.index = index;
    stage.pipe = Fd(fds[0]);
    const Fd theirs(fds[1]);
    const pid_t harness = getpid();
    stage.pid = must(fork(), "fork");
    if (stage.pid == 0) be_stage(specs_[index], harness, theirs.get());
    stage.readable.emplace(loop_, stage.pipe.get(), [this, &stage] { on_readable(stage); });
    // Until ready, and after.
    const double limit_s = 2 * kMostOfLimit * specs_[index].timeout_s + kStageGraceS;
    stage.watchdog.emplace(loop_, static_cast<std::uint64_t>(limit_s * 1000), 0, [&stage] {
      stage.overdue = true;
      kill(stage.pid, SIGKILL);
    });
  }

  void on_readable(Active& stage) {
    char buffer[65536];
    const ssize_t n = read(stage.pipe.get(), buffer, sizeof buffer);
    if (n > 0) {
      stage.text.append(buffer, static_cast<std::size_t>(n));
    } else if (n == 0) {
      on_end(stage);
    }
  }

  /// The stage has closed its pipe: it has ended, or is about to.
  void on_end(Active& stage) {
    try {
      int status = 0;
      must(waitpid(stage.pid, &status, 0), "waitpid");
      const std::size_t index = stage.index;
      Recording recording = result_of(specs_[index], stage, status);
      active_.remove_if([&](const Active& other) { return &other == &stage; });
      if (active_.empty()) end_children();
      going_on_ = on_done_(index, std::move(recording)) && going_on_;
      start_more();
    } catch (...) {
      failure_ = std::current_exception();
      loop_.stop();
    }
  }

  const std::vector<RunSpec>& specs_;
  std::size_t jobs_;
  const std::function<bool(std::size_t, Recording)>& on_done_;
  Loop loop_;
  Interrupts interrupts_{loop_};
  std::list<Active> active_;
  std::size_t next_ = 0;
  bool going_on_ = true;
  std::exception_ptr failure_;
};

}  // namespace

void run_all(const std::vector<RunSpec>& specs, int jobs,
             const std::function<bool(std::size_t, Recording)>& on_done) {
  Runner(specs, jobs, on_done).run();
}

}  // namespace stickylab
