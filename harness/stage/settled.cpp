#include "stage/settled.hpp"

#include <utility>

namespace stickylab {
namespace {

constexpr int kSleepTicks = 20;   // 2 ms: the server has nothing to do
constexpr int kIdleTicks = 2000;  // 200 ms: nor has one that never sleeps

}  // namespace

Settled::Settled(Loop& loop, const Proxy* proxy, pid_t server, std::function<void()> on_settled)
    : proxy_(proxy),
      server_(server),
      on_settled_(std::move(on_settled)),
      ticker_(loop, [this] { look(); }) {}

void Settled::look() {
  if (told_) return;
  const bool sleeps = server_.has_slept(kSleepTicks);
  if (proxy_ && proxy_->carries()) {
    server_.restart();
    idle_ticks_ = 0;
    return;
  }
  if (!sleeps && ++idle_ticks_ < kIdleTicks) return;
  told_ = true;
  on_settled_();
}

}  // namespace stickylab
