// The title of a terminal's window or tab: XTerm Control Sequences, OSC 2 and XTWINOPS.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace stickylab {

/// The terminal keeps the title that there was, and gives it back; one that cannot has none then.
inline constexpr std::string_view kKeepTitle = "\x1b[22;2t";
inline constexpr std::string_view kGiveTitleBack = "\x1b]2;\x1b\\\x1b[23;2t";

inline std::string title_sequence(const std::string& title) { return "\x1b]2;" + title + "\x1b\\"; }

/// False of a console, which has no title, and of a terminal that TERM does not name.
inline bool may_have_title() {
  const char* term = std::getenv("TERM");
  return term != nullptr && std::string_view(term) != "linux" && std::string_view(term) != "dumb";
}

}  // namespace stickylab
