#include "stage/running.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include "stage/process/limits.hpp"

namespace stickylab {

void Running::launch(Loop& loop, Recorder& recorder, const Launch& launch,
                     const std::function<bool()>& enter, std::function<void()> on_exit,
                     std::function<void()> on_flood) {
  Launch whole = launch;
  whole.step_fd = step_.get();
  if (launch.environment.contains(kProbeDescriptor)) whole.probe_fd = log_->fd();
  if (traced_) tracer_.emplace(log_->memory());
  process_.emplace(whole, [&] { return enter() && (!tracer_ || tracer_->follow_this_process()); });
  if (tracer_) tracer_->let_go();
  step_.reset();
  watch(loop, recorder, fmt::to_string(fmt::join(launch.command, " ")), std::move(on_exit),
        std::move(on_flood));
}

void Running::adopt(Loop& loop, Recorder& recorder, Born born, std::function<void()> on_exit,
                    std::function<void()> on_flood) {
  log_ = std::move(born.log);
  process_.emplace(born.pid, std::move(born.output), std::move(born.errors));
  watch(loop, recorder, born.command, std::move(on_exit), std::move(on_flood));
  if (!born.said.empty()) recorder.add(actor_, Output{false, std::move(born.said)});
  if (!born.complained.empty()) recorder.add(actor_, Output{true, std::move(born.complained)});
}

void Running::watch(Loop& loop, Recorder& recorder, const std::string& command,
                    std::function<void()> on_exit, std::function<void()> on_flood) {
  recorder_ = &recorder;
  on_flood_ = std::move(on_flood);
  phase_ = Phase::runs;
  recorder.add(actor_, ProcessStarted{pid(), command});
  exit_.emplace(loop, process_->pidfd(), std::move(on_exit));
  output_.emplace(loop, process_->output(), [this] { take(false); });
  errors_.emplace(loop, process_->errors(), [this] { take(true); });
}

ProcessExited Running::reap() {
  exit_.reset();
  phase_ = Phase::ended;
  return process_->wait();
}

void Running::freeze() const {
  if (runs()) ::kill(-pid(), SIGSTOP);
}

void Running::terminate() const {
  if (runs()) ::kill(-pid(), SIGTERM);
}

void Running::kill() {
  if (runs()) process_->kill();
}

void Running::close_output() {
  if (output_) take(false);
  if (errors_) take(true);
  output_.reset();
  errors_.reset();
}

/// Takes what is there; no more from a program that prints without end.
void Running::take(bool error) {
  char buffer[65536];
  const int fd = error ? process_->errors() : process_->output();
  for (;;) {
    const ssize_t n = read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;  // EAGAIN: nothing more for now
    if (n == 0) break;
    printed_ += static_cast<std::size_t>(n);
    recorder_->add(actor_, Output{error, std::string(buffer, static_cast<std::size_t>(n))});
    if (printed_ <= kOutputLimit) continue;
    on_flood_();
    break;
  }
  (error ? errors_ : output_).reset();
  process_->close_output(error);
}

void add_calls(Recorder& recorder, Actor who, const ProbeLogFile& log) {
  for (Event& event : log.events(who, recorder.start_ns())) recorder.add(std::move(event));
}

}  // namespace stickylab
