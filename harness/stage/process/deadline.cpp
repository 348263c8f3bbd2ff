#include "stage/process/deadline.hpp"

#include <algorithm>

#include "stage/process/proc_stat.hpp"

namespace stickylab {
namespace {

constexpr double kWorthWaitingS = 0.01;

}  // namespace

Deadline::Deadline(Loop& loop, double limit_s, std::function<std::vector<pid_t>()> processes,
                   std::function<void()> on_deadline)
    : loop_(loop),
      limit_s_(limit_s),
      processes_(std::move(processes)),
      on_deadline_(std::move(on_deadline)),
      starved_before_s_(starved_s()) {
  arm(limit_s);
}

void Deadline::arm(double seconds) {
  timer_.emplace(loop_, static_cast<std::uint64_t>(seconds * 1000), 0, [this] { on_timer(); });
}

void Deadline::on_timer() {
  const double most_s = (kMostOfLimit - 1) * limit_s_;
  const double more_s = std::min(starved_s() - starved_before_s_, most_s) - granted_s_;
  if (more_s < kWorthWaitingS) {
    on_deadline_();
    return;
  }
  granted_s_ += more_s;
  arm(more_s);
}

/// One waits for the other, so their times add up.
double Deadline::starved_s() const {
  std::int64_t total_ns = starved_ns(getpid());
  for (const pid_t pid : processes_()) total_ns += starved_ns(pid);
  return static_cast<double>(total_ns) / 1e9;
}

}  // namespace stickylab
