// How a report is to look: decided once, by the one who owns the terminal.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/phrase.hpp"

namespace stickylab {

enum class Only : std::uint8_t { all, wire, calls };

/// The part of a run that is shown.
struct Excerpt {
  int connection = 0;  ///< by its number; 0: all
  Only only = Only::all;
  std::optional<double> from_ms;  ///< by the clock of the lanes; both ends belong to it
  std::optional<double> to_ms;
  bool output = true;  ///< what the programs print, beside messages
};

struct View {
  Lang lang = Lang::en;
  int width = 80;      ///< columns
  bool color = false;  ///< ANSI escapes; says nothing that glyphs and words do not say
  bool ascii = false;  ///< nothing outside ASCII but payload and the lab's own text
  bool fold = true;    ///< long gaps and repetition become one line
  Excerpt shown{};
  bool hex = false;  ///< payload in hexadecimal digits
};

/// A variable of the environment; no value if it is not set.
using Environ = std::function<std::optional<std::string>(const char* name)>;

enum class ColorWhen : std::uint8_t { automatic, always, never };

/// An explicit `when` wins. Then NO_COLOR > CLICOLOR_FORCE, FORCE_COLOR > CLICOLOR=0 > a terminal
/// whose TERM can do it (no-color.org, force-color.org, bixense.com/clicolors).
bool use_color(ColorWhen when, bool is_tty, const Environ& environ);

/// `flag` (of --lang) if given, else the first of LC_ALL, LC_MESSAGES, LANG that is not empty
/// (locale(7)). English for whatever is not Chinese.
Lang choose_lang(std::optional<Lang> flag, const Environ& environ);

}  // namespace stickylab
