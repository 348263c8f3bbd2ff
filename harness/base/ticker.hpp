// A steady tick, finer than libuv's milliseconds.
#pragma once

#include <sys/timerfd.h>

#include <cstdint>
#include <functional>

#include "base/loop.hpp"

namespace stickylab {

/// Calls every 100 µs; only once if several ticks are due.
class Ticker {
 public:
  Ticker(Loop& loop, const std::function<void()>& on_tick)
      : readable_(loop, fd_.get(), [this, on_tick] {
          std::uint64_t due = 0;
          [[maybe_unused]] const auto taken = read(fd_.get(), &due, sizeof due);
          on_tick();
        }) {}

 private:
  static Fd make() {
    constexpr long kTickNs = 100'000;
    Fd fd(must(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd"));
    const itimerspec every{.it_interval = {0, kTickNs}, .it_value = {0, kTickNs}};
    must(timerfd_settime(fd.get(), 0, &every, nullptr), "timerfd_settime");
    return fd;
  }

  Fd fd_ = make();
  Readable readable_;
};

}  // namespace stickylab
