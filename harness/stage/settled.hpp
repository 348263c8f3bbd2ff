// Sees when what a client said has come to its end: nothing of it is under way, and the server
// waits.
#pragma once

#include <functional>

#include "base/ticker.hpp"
#include "stage/player/proxy.hpp"
#include "stage/process/stillness.hpp"

namespace stickylab {

/// Looks at every tick. A server that never sleeps counts as waiting once nothing has moved for
/// long enough; it is busy if it has used the processor all that time.
class Settled {
 public:
  /// `proxy` stands before the server, or there is none. Calls `on_settled` once.
  Settled(Loop& loop, const Proxy* proxy, pid_t server, std::function<void(bool busy)> on_settled);

 private:
  void look();

  const Proxy* proxy_;
  const pid_t pid_;
  Stillness server_;
  const std::function<void(bool)> on_settled_;
  int idle_ticks_ = 0;
  std::int64_t ran_before_ns_;  ///< the server's processor time as the last thing moved
  bool told_ = false;
  Ticker ticker_;
};

}  // namespace stickylab
