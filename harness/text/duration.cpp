#include "text/duration.hpp"

#include <fmt/core.h>

#include "text/common_words.hpp"
#include "text/numerals.hpp"

namespace stickylab {
namespace {

constexpr std::int64_t kLongInSeconds = 10'000'000'000;

/// `ms` is the same time in milliseconds.
std::string with_unit(std::int64_t ns, const std::string& ms, Lang lang) {
  if (ns < kLongInSeconds) return say(kMilliseconds, lang, ms);
  return say(kSeconds, lang, fmt::format("{:.1f}", static_cast<double>(ns) / 1e9));
}

}  // namespace

std::string duration_text(std::int64_t ns, Lang lang) {
  return with_unit(ns, milliseconds(ns), lang);
}

std::string clock_text(std::int64_t ns, Lang lang) {
  return ns < kLongInSeconds ? clock_ms(ns) : duration_text(ns, lang);
}

std::string rough_duration_text(std::int64_t ns, Lang lang) {
  return with_unit(ns, grouped(ns / 1'000'000), lang);
}

}  // namespace stickylab
