// The words of the course, over another screen.
#pragma once

#include <optional>

#include "show/keys.hpp"
#include "show/screen.hpp"

namespace stickylab {

/// Open if there is a number: by so many lines it is scrolled.
using GlossaryPlace = std::optional<int>;

/// The whole screen. `scroll` may be larger than what there is.
Lines glossary_screen(int scroll, Size size, const View& view);

/// A key while it is open: scrolls, goes to the next word that begins with this letter, or closes.
void on_glossary_key(GlossaryPlace& place, Key key, Size size, const View& view);

}  // namespace stickylab
