#include "report/packed.hpp"

#include <algorithm>
#include <unordered_map>

namespace stickylab {
namespace {

constexpr std::size_t kKey = 8;  // characters: a pair takes five bytes
constexpr std::size_t kLongest = 0x800 - 0x100 - 1;
constexpr std::size_t kFarthest = 0xD800 - 0x800 - 1;

/// UTF-8 of a character of two or three bytes, RFC 3629.
std::string utf8(std::size_t point) {
  const auto low = [](std::size_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  if (point < 0x800) return {static_cast<char>(0xC0 | (point >> 6)), low(point)};
  return {static_cast<char>(0xE0 | (point >> 12)), low(point >> 6), low(point)};
}

/// The length of what stands at both places, up to the second one.
std::size_t alike(std::string_view text, std::size_t before, std::size_t at) {
  const std::size_t most = std::min({text.size() - at, at - before, kLongest});
  std::size_t length = 0;
  while (length < most && text[before + length] == text[at + length]) ++length;
  return length;
}

}  // namespace

std::string packed(std::string_view ascii) {
  std::unordered_map<std::string_view, std::size_t> last;  // place of each key, the nearest one
  std::string result;
  std::size_t at = 0;
  while (at < ascii.size()) {
    const auto found = last.find(ascii.substr(at, kKey));
    const bool near = found != last.end() && at - found->second <= kFarthest;
    const std::size_t length = near ? alike(ascii, found->second, at) : 0;
    if (length >= kKey)
      result += utf8(0x100 + length) + utf8(0x800 + at - found->second);
    else
      result += ascii[at];
    for (const std::size_t end = at + (length >= kKey ? length : 1); at < end; ++at)
      if (at + kKey <= ascii.size()) last[ascii.substr(at, kKey)] = at;
  }
  return result;
}

}  // namespace stickylab
