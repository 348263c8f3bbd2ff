// One processor for a whole run.
#pragma once

#include <sched.h>

namespace stickylab {

/// Keeps this process, and all that it starts from now on, on the processor that it runs on, until
/// this ends. veth and the loopback device queue packets by the processor of who sends (netif_rx
/// in the kernel's net/core/dev.c): one datagram overtakes another if the sender is moved between
/// the two. Does nothing if the system does not allow it.
class OneProcessor {
 public:
  OneProcessor();
  ~OneProcessor();
  OneProcessor(const OneProcessor&) = delete;
  OneProcessor& operator=(const OneProcessor&) = delete;

 private:
  cpu_set_t before_;
  bool is_set_ = false;
};

}  // namespace stickylab
