#include "stage/settled.hpp"

#include <utility>

#include "stage/process/proc_stat.hpp"

namespace stickylab {
namespace {

constexpr int kSleepTicks = 20;                // 2 ms: the server has nothing to do
constexpr int kIdleTicks = 2000;               // 200 ms: nor has one that never sleeps …
constexpr std::int64_t kBusyNs = 150'000'000;  // … and it is busy if it ran for most of that

}  // namespace

Settled::Settled(Loop& loop, const Proxy* proxy, pid_t server, std::function<void(bool)> on_settled)
    : proxy_(proxy),
      pid_(server),
      server_(server),
      on_settled_(std::move(on_settled)),
      ran_before_ns_(ran_ns(server)),
      ticker_(loop, [this] { look(); }) {}

void Settled::look() {
  if (told_) return;
  const bool sleeps = server_.has_slept(kSleepTicks);
  if (proxy_ && proxy_->carries()) {
    server_.restart();
    idle_ticks_ = 0;
    ran_before_ns_ = ran_ns(pid_);
    return;
  }
  if (!sleeps && ++idle_ticks_ < kIdleTicks) return;
  told_ = true;
  on_settled_(!sleeps && ran_ns(pid_) - ran_before_ns_ >= kBusyNs);
}

}  // namespace stickylab
