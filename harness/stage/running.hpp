// One program of a run: its process, what it prints, and what the probe says of it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "stage/mother.hpp"
#include "stage/process/process.hpp"
#include "stage/socket/probe_log.hpp"
#include "stage/tracer/tracer.hpp"

namespace stickylab {

/// Waits until it is launched, then runs, then has ended. Records its start, its output and its
/// calls; the run decides when it starts and what follows from its end.
class Running {
 public:
  enum class Phase : std::uint8_t { waits, runs, ended };

  /// `traced`: a tracer reports its calls, instead of the preloaded probe.
  Running(Actor actor, bool traced) : actor_(actor), traced_(traced) {}
  ~Running() = default;
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Executes it. `enter` moves its process to its host, as `Process` wants it. `on_exit` is called
  /// once it has ended and not yet been waited for; `on_flood` if it prints more than
  /// kOutputLimit. Throws std::system_error if it cannot be executed.
  void launch(Loop& loop, Recorder& recorder, const Launch& launch,
              const std::function<bool()>& enter, std::function<void()> on_exit,
              std::function<void()> on_flood);

  /// Takes a fork of it instead, which waits for its connection.
  void adopt(Loop& loop, Recorder& recorder, Born born, std::function<void()> on_exit,
             std::function<void()> on_flood);

  /// Waits for it, when `on_exit` was called.
  ProcessExited reap();

  Actor actor() const { return actor_; }
  Phase phase() const { return phase_; }
  bool runs() const { return phase_ == Phase::runs; }
  /// 0 if it was never executed.
  pid_t pid() const { return process_ ? process_->pid() : 0; }
  const ProbeLogFile& log() const { return *log_; }
  /// True if it was ended because nobody traced it any more.
  bool has_lost_tracer() const { return tracer_ && tracer_->has_failed(); }
  /// 0 if there is none.
  pid_t tracer() const { return tracer_ ? tracer_->pid() : 0; }

  /// True if its port has been seen open.
  bool is_ready() const { return ready_; }
  void set_ready() { ready_ = true; }

  /// Our half of what it inherits as kStepFd, until it has it.
  void inherit_step(Fd step) { step_ = std::move(step); }

  void freeze() const;
  /// Asks it to end, with SIGTERM; its whole process group.
  void terminate() const;
  void kill();
  /// Takes what is still in its pipes, and looks at them no more.
  void close_output();

 private:
  void watch(Loop& loop, Recorder& recorder, const std::string& command,
             std::function<void()> on_exit, std::function<void()> on_flood);
  void take(bool error);

  const Actor actor_;
  const bool traced_;
  Phase phase_ = Phase::waits;
  bool ready_ = false;
  Fd step_;
  std::unique_ptr<ProbeLogFile> log_ = std::make_unique<ProbeLogFile>();
  Recorder* recorder_ = nullptr;
  std::function<void()> on_flood_;
  std::size_t printed_ = 0;  ///< bytes
  std::optional<Tracer> tracer_;
  std::optional<Process> process_;
  std::optional<Readable> exit_;
  std::optional<Readable> output_;
  std::optional<Readable> errors_;
};

/// Adds the calls that a program's log tells.
void add_calls(Recorder& recorder, Actor who, const ProbeLogFile& log);

}  // namespace stickylab
