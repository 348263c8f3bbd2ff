// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace stickylab {

/// 100,000
std::string grouped(std::int64_t number);

/// A duration: one digit below a millisecond, "44.0".
std::string milliseconds(std::int64_t ns);
std::string milliseconds(double ms);

/// A point in time: microseconds are what tells events apart, "0.021".
std::string clock_ms(std::int64_t ns);

}  // namespace stickylab
