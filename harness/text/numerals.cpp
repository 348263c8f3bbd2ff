#include "text/numerals.hpp"

#include <fmt/core.h>

namespace stickylab {

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string milliseconds(std::int64_t ns) { return milliseconds(static_cast<double>(ns) / 1e6); }

std::string milliseconds(double ms) { return fmt::format("{:.1f}", ms); }

std::string clock_ms(std::int64_t ns) {
  constexpr std::size_t kColumns = 8;
  const double ms = static_cast<double>(ns) / 1e6;
  std::string text = fmt::format("{:.3f}", ms);
  for (int digits = 2; text.size() > kColumns && digits >= 0; --digits)
    text = fmt::format("{:.{}f}", ms, digits);
  return text;
}

}  // namespace stickylab
