// The time as a text, in a format that a stranger asks for; and as RFC 868 has it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace chat {

// RFC 868: seconds since 1900 in 32 bits. On 7 February 2036, 06:28:16 UTC they begin
// at 0.
inline std::uint32_t old32(std::int64_t seconds_since_1970) {
  return static_cast<std::uint32_t>(seconds_since_1970 + 2'208'988'800);
}

constexpr std::size_t kLongestFormat = 64;
constexpr std::size_t kLongestFormatted = 256;
constexpr std::string_view kDefaultFormat = "%Y-%m-%d %X";
constexpr std::string_view kSpecifiers = "AaBbdFHIjMmpSTuXYyZz%";

// No widths (`%999Y`), and nothing that the C library may know beside the set.
inline bool allowed_format(std::string_view format) {
  if (format.size() > kLongestFormat) return false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '\0') return false;
    if (format[i] != '%') continue;
    if (++i == format.size() || kSpecifiers.find(format[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

// Nothing: the format is not allowed, or the text would be too long.
inline std::optional<std::string> time_text(std::string_view format,
                                            const std::tm& time) {
  if (!allowed_format(format)) return std::nullopt;
  // strftime returns 0 for "no room" and for an empty text: so the text is never empty.
  const std::string asked = std::string(format.empty() ? kDefaultFormat : format) + '.';
  std::array<char, kLongestFormatted + 2> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), asked.c_str(), &time);
  if (size == 0) return std::nullopt;
  return std::string(text.data(), size - 1);
}

}  // namespace chat
