// The two clocks of a recording, and how far they are apart.
#pragma once

#include <cstdint>
#include <ctime>

namespace stickylab {

inline std::int64_t now_ns(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

/// CLOCK_MONOTONIC less CLOCK_REALTIME at this moment.
struct ClockOffset {
  std::int64_t ns = 0;
  std::int64_t error_ns = 0;  ///< `ns` is wrong by at most this much
};

/// Reads one clock between two readings of the other, three times: something may run in between,
/// but hardly each time. The narrowest counts.
inline ClockOffset read_clock_offset() {
  ClockOffset offset;
  for (int i = 0; i < 3; ++i) {
    const std::int64_t before = now_ns(CLOCK_MONOTONIC);
    const std::int64_t real = now_ns(CLOCK_REALTIME);
    const std::int64_t half = (now_ns(CLOCK_MONOTONIC) - before) / 2;
    if (i == 0 || half < offset.error_ns) offset = {before + half - real, half};
  }
  return offset;
}

}  // namespace stickylab
