#include "show/theme.hpp"

#include <fmt/format.h>

#include <string_view>

namespace stickylab {
namespace {

constexpr std::string_view kClearRow = "\x1b[K";
constexpr std::string_view kReset = "\x1b[0m";

/// What the terminal's own colours become on a wall, where dim and yellow cannot be read.
struct Colours {
  std::string_view base;
  std::string_view quiet;
  std::string_view wrong;  ///< orange
  std::string_view right;  ///< blue
  std::string_view unclear;
};
constexpr Colours kDark = {
    .base = "\x1b[38;5;231;48;5;16m",
    .quiet = "\x1b[38;5;250m",
    .wrong = "\x1b[38;5;214m",
    .right = "\x1b[38;5;117m",
    .unclear = "\x1b[38;5;219m",
};
constexpr Colours kLight = {
    .base = "\x1b[38;5;16;48;5;231m",
    .quiet = "\x1b[38;5;240m",
    .wrong = "\x1b[38;5;130m",
    .right = "\x1b[38;5;25m",
    .unclear = "\x1b[38;5;90m",
};

std::string_view start_of(Tone tone, const Colours& colours) {
  switch (tone) {
    case Tone::plain:
      break;
    case Tone::strong:
      return "\x1b[1m";
    case Tone::quiet:
      return colours.quiet;
    case Tone::wrong:
      return colours.wrong;
    case Tone::right:
      return colours.right;
    case Tone::unclear:
      return colours.unclear;
  }
  return "";
}

std::string painted(const Line& line, const Colours& colours) {
  std::string text;
  for (const Part& part : line.parts()) {
    text += start_of(part.tone, colours);
    text += part.text;
    if (part.tone != Tone::plain) text.append(kReset).append(colours.base);
  }
  return text;
}

std::string row(const Line& line, const Colours& colours) {
  return fmt::format("{}{}{}{}", colours.base, kClearRow, painted(line, colours), kReset);
}

}  // namespace

std::vector<std::string> drawn(const Lines& lines, Theme theme) {
  std::vector<std::string> rows;
  for (const Line& line : lines)
    rows.push_back(theme == Theme::own ? std::string(kClearRow) + line.text()
                                       : row(line, theme == Theme::dark ? kDark : kLight));
  return rows;
}

}  // namespace stickylab
