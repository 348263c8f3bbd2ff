#include "show/theme.hpp"

#include <array>
#include <string_view>

namespace stickylab {
namespace {

/// What paint.cpp writes, and what stands for it: dim and yellow cannot be read on every wall.
struct Colour {
  std::string_view painted;
  std::string_view dark;
  std::string_view light;
};
constexpr std::array<Colour, 4> kColours = {{
    {"\x1b[2m", "\x1b[38;5;250m", "\x1b[38;5;240m"},   // quiet
    {"\x1b[33m", "\x1b[38;5;214m", "\x1b[38;5;130m"},  // wrong: orange
    {"\x1b[94m", "\x1b[38;5;117m", "\x1b[38;5;25m"},   // right: blue
    {"\x1b[35m", "\x1b[38;5;219m", "\x1b[38;5;90m"},   // unclear
}};
constexpr std::string_view kReset = "\x1b[0m";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

}  // namespace

std::vector<std::string> drawn(const Lines& lines, Theme theme) {
  const std::string base = theme == Theme::own    ? ""
                           : theme == Theme::dark ? "\x1b[38;5;231;48;5;16m"
                                                  : "\x1b[38;5;16;48;5;231m";
  std::vector<std::string> rows;
  for (const Line& line : lines) {
    std::string text = line.text();
    if (theme != Theme::own) {
      for (const Colour& colour : kColours)
        replace_all(text, colour.painted, theme == Theme::dark ? colour.dark : colour.light);
      replace_all(text, kReset, std::string(kReset) + base);
    }
    rows.push_back(base + "\x1b[K" + text + (theme == Theme::own ? "" : std::string(kReset)));
  }
  return rows;
}

}  // namespace stickylab
