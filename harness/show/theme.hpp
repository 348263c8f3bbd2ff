// The colours of a full screen.
#pragma once

#include <string>
#include <vector>

#include "text/paint.hpp"

namespace stickylab {

/// The terminal's own colours, or ours, for a projector: light on dark, dark on light.
enum class Theme : std::uint8_t { own, dark, light };

inline Theme next_theme(Theme theme) {
  return static_cast<Theme>((static_cast<int>(theme) + 1) % 3);
}

/// The lines as a terminal takes them: each clears its row.
std::vector<std::string> drawn(const Lines& lines, Theme theme);

}  // namespace stickylab
