#include "recording/recording.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace stickylab {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

/// By character; -1 if it is no digit.
constexpr std::array<signed char, 256> kValues = [] {
  std::array<signed char, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    values.at(static_cast<unsigned char>(kDigits[i])) = static_cast<signed char>(i);
  return values;
}();

int value_of(char digit) { return kValues[static_cast<unsigned char>(digit)]; }

}  // namespace

void sort_events(Recording& recording) {
  std::sort(recording.events.begin(), recording.events.end(), [](const Event& a, const Event& b) {
    return a.time_ns != b.time_ns ? a.time_ns < b.time_ns : a.seq < b.seq;
  });
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) throw std::runtime_error("hex with an odd number of digits");
  std::string bytes(hex.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = value_of(hex[2 * i]), low = value_of(hex[2 * i + 1]);
    if (high < 0 || low < 0) throw std::runtime_error("hex with another character than 0-9, a-f");
    bytes[i] = static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace stickylab
