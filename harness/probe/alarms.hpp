// The calls by which a program orders a signal for later: it may end a wait that looks endless.
#pragma once

#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace stickylab {

inline constexpr auto kAlarmCalls = std::to_array<std::uint32_t>({
#ifdef SYS_alarm  // not on every machine
    SYS_alarm,
#endif
    SYS_setitimer,
    SYS_timer_create,
});

constexpr bool orders_signal(long number) {
  return std::any_of(kAlarmCalls.begin(), kAlarmCalls.end(),
                     [number](std::uint32_t one) { return number == static_cast<long>(one); });
}

}  // namespace stickylab
