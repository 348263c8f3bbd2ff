// What a terminal sends -> keys.
#pragma once

#include <string>
#include <vector>

namespace stickylab {

/// A character stands for itself: Key{'q'}.
enum class Key : char32_t {
  none = 0,  ///< the time has run out
  enter = U'\r',
  escape = 0x1b,
  backspace = 0x7f,
  left = 0xf0000,  // above all characters that are in use
  right,
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  resized,  ///< the screen has another size, or must be drawn anew
};

/// Takes the keys out of `bytes`; the beginning of one stays there. ESC alone is a key only if
/// nothing follows it.
std::vector<Key> take_keys(std::string& bytes);

/// By how many lines a key scrolls, up if negative, if a page has `page` lines; more than any
/// text has for Home and End, 0 for a key that does not scroll.
int scrolled_by(Key key, int page);
inline constexpr int kAllLines = 1'000'000;

}  // namespace stickylab
