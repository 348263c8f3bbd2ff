#include "shown.hpp"

#include <unistd.h>

#include <cstdio>

namespace files {
namespace {

using Time = service::Progress::Time;

constexpr Time kBetween{100};

Time since_start() {
  return std::chrono::duration_cast<Time>(
      std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

Bar::Bar(std::string name)
    : name_(std::move(name)), on_terminal_(isatty(STDERR_FILENO) == 1) {}

Client::Shown Bar::shown() {
  return [this](std::uint64_t written, std::uint64_t total, std::uint64_t resumed) {
    if (on_terminal_) draw(written, total, resumed);
  };
}

void Bar::draw(std::uint64_t written, std::uint64_t total, std::uint64_t resumed) {
  const Time now = since_start();
  if (!progress_) progress_.emplace(name_, total, resumed, now);
  progress_->reached(written, now);
  if (written < total && now - drawn_ < kBetween) return;
  drawn_ = now;
  std::fprintf(stderr, "\r%s\x1b[K", progress_->line(now).c_str());
}

void Bar::end() {
  if (progress_) std::fputc('\n', stderr);
}

}  // namespace files
