// The limit of a run.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <vector>

#include "base/loop.hpp"

namespace stickylab {

/// A starved run may take this many times its limit.
inline constexpr int kMostOfLimit = 10;

/// Counts the time in which a run could go on: while its processes wait for a processor, it stands
/// still, schedstat of proc(5). A busy machine makes no program wrong.
class Deadline {
 public:
  /// Calls `on_deadline` once, after `limit_s` seconds. `processes` are those to look at, the
  /// stage's own beside them.
  Deadline(Loop& loop, double limit_s, std::function<std::vector<pid_t>()> processes,
           std::function<void()> on_deadline);

 private:
  void arm(double seconds);
  void on_timer();
  double starved_s() const;

  Loop& loop_;
  const double limit_s_;
  const std::function<std::vector<pid_t>()> processes_;
  const std::function<void()> on_deadline_;
  const double starved_before_s_;
  double granted_s_ = 0;  ///< time given beyond the limit
  std::optional<Timer> timer_;
};

}  // namespace stickylab
