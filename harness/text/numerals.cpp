#include "text/numerals.hpp"

#include <fmt/core.h>

#include "text/common_words.hpp"

namespace stickylab {

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string milliseconds(std::int64_t ns) { return milliseconds(static_cast<double>(ns) / 1e6); }

std::string milliseconds(double ms) { return fmt::format("{:.1f}", ms); }

std::string duration(std::int64_t ns, Lang lang) {
  if (ns < kInSecondsNs) return say(kMilliseconds, lang, milliseconds(ns));
  return say(kSeconds, lang, fmt::format("{:.1f}", static_cast<double>(ns) / 1e9));
}

std::string clock_text(std::int64_t ns, Lang lang) {
  return ns < kInSecondsNs ? clock_ms(ns) : duration(ns, lang);
}

std::string clock_ms(std::int64_t ns) {
  constexpr std::size_t kColumns = 8;
  const double ms = static_cast<double>(ns) / 1e6;
  std::string text = fmt::format("{:.3f}", ms);
  for (int digits = 2; text.size() > kColumns && digits >= 0; --digits)
    text = fmt::format("{:.{}f}", ms, digits);
  return text;
}

}  // namespace stickylab
