// The screen of `present`. Pure.
#pragma once

#include "show/present.hpp"

namespace stickylab {

Lines present_screen(const Talk& talk, const PresentState& state, Size size, const View& view);

/// By how many lines the opening of the act at hand can be scrolled, and how many a page has.
struct Pages {
  int most_scroll = 0;
  int page = 1;
};
Pages pages_of_opening(const Talk& talk, const PresentState& state, Size size, const View& view);

/// Such a screen has no room for a frame: it only says so, and keys but `q` do nothing.
bool is_too_small(const Talk& talk, const PresentState& state, Size size, const View& view);

}  // namespace stickylab
