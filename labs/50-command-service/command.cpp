#include "command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <utility>

#include "launch.hpp"
#include "service/worker.hpp"
#include "spawn.hpp"

namespace commands {

std::shared_ptr<Command> Command::start(uv_loop_t* loop, const Order& order,
                                        Hearer hearer) {
  std::shared_ptr<Command> command(new Command(loop, order, std::move(hearer)));
  command->spawn(order);
  command->listen();
  command->self_ = command;
  command->arm();
  return command;
}

Command::Command(uv_loop_t* loop, const Order& order, Hearer hearer)
    : loop_(loop),
      hearer_(std::move(hearer)),
      life_(service::now(loop), order.longest),
      timer_(new uv_timer_t) {
  uv_timer_init(loop, timer_.get());
  timer_->data = this;
}

void Command::spawn(const Order& order) {
  FarEnds ends;
  if (order.has_input) {
    input_.emplace(loop_, ends.fds[STDIN_FILENO], [this](std::size_t size) {
      if (hearer_.took) hearer_.took(size);
    });
  }
  output_.emplace(loop_, ends.fds[STDOUT_FILENO]);
  errors_.emplace(loop_, ends.fds[STDERR_FILENO]);
  status_.emplace(loop_, ends.fds[kStatus]);
  process_ =
      commands::spawn(loop_, order, ends, this,
                      [](uv_process_t* process, std::int64_t exit, int signal) {
                        static_cast<Command*>(process->data)->on_exit(exit, signal);
                      });
}

void Command::listen() {
  output_->start([this](std::string_view bytes) { on_said(Stream::output, bytes); },
                 [this] { pipe_ended(); });
  errors_->start([this](std::string_view bytes) { on_said(Stream::errors, bytes); },
                 [this] { pipe_ended(); });
  status_->start([this](std::string_view bytes) { on_status(bytes); },
                 [this] { gone(); });
}

void Command::on_said(Stream stream, std::string_view bytes) {
  const std::string_view passed = limit_.take(bytes);
  if (!passed.empty() && hearer_.said) hearer_.said(stream, passed);
  if (limit_.is_exceeded()) {
    ended_.truncated = true;
    stop();
  } else if (hearer_.has_room && !hearer_.has_room()) {
    pause();
  }
}

// A wait status: the command itself has ended.
void Command::on_status(std::string_view bytes) {
  int status = 0;
  if (bytes.size() != sizeof status) return;
  std::memcpy(&status, bytes.data(), sizeof status);
  has_status_ = true;
  ended_.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  ended_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  life_.ended(service::now(loop_));
  look();
}

// The launcher ends after all others, unless it is killed.
void Command::on_exit(std::int64_t exit, int signal) {
  if (!has_status_) {
    ended_.exit = static_cast<int>(exit);
    ended_.signal = signal;
  }
  kill_all(SIGKILL);  // whoever is left of its group
  is_reaped_ = true;
  gone();
}

void Command::pipe_ended() {
  life_.pipe_ended();
  look();
}

// The launcher is reaped, and its child that has the status pipe has ended.
void Command::gone() {
  if (!is_reaped_ || !status_->has_ended()) return;
  life_.gone(service::now(loop_));
  look();
}

void Command::pause() {
  life_.pauses();
  output_->pause();
  errors_->pause();
}

void Command::go_on() {
  if (is_over_ || life_.is_read() || limit_.is_exceeded()) return;
  life_.reads(service::now(loop_));
  output_->go_on();
  errors_->go_on();
  arm();
}

void Command::stop() {
  life_.unwanted();
  pause();
  look();
}

void Command::look() {
  const Millis now = service::now(loop_);
  if (life_.must_die(now)) {
    ended_.late = life_.is_late(now);
    kill_all(SIGKILL);
    life_.killed();
  }
  life_.is_over(now) ? finish() : arm();
}

void Command::arm() {
  if (is_over_) return;
  const auto next = life_.next();
  if (!next) {
    uv_timer_stop(timer_.get());
    return;
  }
  const Millis wait = std::max(Millis{0}, *next - service::now(loop_));
  uv_timer_start(
      timer_.get(),
      [](uv_timer_t* timer) { static_cast<Command*>(timer->data)->look(); },
      static_cast<std::uint64_t>(wait.count()), 0);
}

// When the launcher is reaped, its number may be another's.
void Command::kill_all(int signal) const {
  if (!is_reaped_) kill(-process_->pid, signal);
}

void Command::give(std::string_view input) {
  if (input_) input_->write(input);
}

void Command::end_input() {
  if (input_) input_->end();
}

void Command::ask_to_end() {
  if (is_over_) return;
  life_.asked_to_end(service::now(loop_));
  kill_all(SIGTERM);
  arm();
}

void Command::abandon() {
  if (is_over_) return;
  hearer_ = {};
  stop();
}

// This may be a call of a member: they go in the next round of the loop.
void Command::finish() {
  if (std::exchange(is_over_, true)) return;
  ended_.lasted = life_.lasted();
  uv_close(reinterpret_cast<uv_handle_t*>(timer_.release()), [](uv_handle_t* timer) {
    static_cast<Command*>(timer->data)->close();
    delete reinterpret_cast<uv_timer_t*>(timer);
  });
  const Hearer hearer = std::exchange(hearer_, {});
  if (hearer.ended) hearer.ended(ended_);
}

void Command::close() {
  const auto keep = std::move(self_);
  for (auto* reader : {&output_, &errors_, &status_}) reader->reset();
  input_.reset();
  process_.reset();
}

}  // namespace commands
