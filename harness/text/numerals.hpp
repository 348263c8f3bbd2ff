// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

#include "base/phrase.hpp"

namespace stickylab {

/// 100,000
std::string grouped(std::int64_t number);

/// A duration: one digit below a millisecond, "44.0".
std::string milliseconds(std::int64_t ns);
std::string milliseconds(double ms);

/// From there on a time is told in seconds, with its unit.
inline constexpr std::int64_t kInSecondsNs = 10'000'000'000;

/// A duration with its unit: "44.0 ms", "149.9 s".
std::string duration(std::int64_t ns, Lang lang);

/// A point in time of a column of milliseconds; "149.9 s" if it is late.
std::string clock_text(std::int64_t ns, Lang lang);

/// A point in time: microseconds are what tells events apart, "0.021".
std::string clock_ms(std::int64_t ns);

}  // namespace stickylab
