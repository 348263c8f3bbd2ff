// A duration with its unit: "43.9 ms", and from ten seconds on "12.3 s".
#pragma once

#include <cstdint>
#include <string>

#include "base/phrase.hpp"

namespace stickylab {

std::string duration_text(std::int64_t ns, Lang lang);

/// The same without a fraction of a millisecond: "3,003 ms".
std::string rough_duration_text(std::int64_t ns, Lang lang);

/// A point in time of a column of milliseconds; with its unit, "149.9 s", if it is late.
std::string clock_text(std::int64_t ns, Lang lang);

}  // namespace stickylab
