#include "shown.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "service/names.hpp"

namespace files {
namespace {

using Time = service::Progress::Time;

constexpr Time kBetween{100};          // two pictures on a terminal
constexpr Time kBetweenLines{10'000};  // elsewhere
constexpr int kUsual = 80;             // columns, if nobody says

Time since_start() {
  return std::chrono::duration_cast<Time>(
      std::chrono::steady_clock::now().time_since_epoch());
}

int columns() {
  winsize size{};
  const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : kUsual;
}

}  // namespace

Bar::Bar(std::string name)
    : name_(std::move(name)), on_terminal_(isatty(STDERR_FILENO) == 1) {}

void Bar::checking(std::uint64_t bytes) {
  draw(service::cut_to(service::printable(name_) + "  compares " +
                           service::size_text(static_cast<double>(bytes)) +
                           " that are there",
                       columns()));
}

void Bar::written(std::uint64_t bytes, std::uint64_t total, std::uint64_t resumed) {
  const Time now = since_start();
  const bool is_first = !progress_;
  if (std::exchange(is_full_, bytes == total)) return;  // that line stands there
  if (is_first) progress_.emplace(name_, total, resumed, now);
  progress_->reached(bytes, now);
  const Time passed = now - drawn_;
  if (!is_first && bytes < total &&
      passed < (on_terminal_ ? kBetween : kBetweenLines)) {
    return;
  }
  drawn_ = now;
  draw(progress_->line(now, columns()));
}

void Bar::draw(const std::string& line) const {
  on_terminal_ ? std::fprintf(stderr, "\r%s\x1b[K", line.c_str())
               : std::fprintf(stderr, "%s\n", line.c_str());
}

void Bar::end() {
  if (on_terminal_) std::fputc('\n', stderr);
}

}  // namespace files
