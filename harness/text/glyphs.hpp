// The signs beside the words, for terminals that draw them and for those that do not.
#pragma once

#include <string_view>

#include "text/view.hpp"

namespace stickylab {

struct Glyphs {
  std::string_view good, bad, unclear;  ///< verdicts and outcomes
  std::string_view open;                ///< beside what has not been seen yet
  std::string_view depends;             ///< now so, now so
  std::string_view bar;                 ///< between lanes
  std::string_view halves;              ///< between broken and fixed
  std::string_view rule;                ///< below a heading
  std::string_view gap;                 ///< time that was folded
  std::string_view understood;          ///< before a message that the receiver understood
  std::string_view here;                ///< before what is at hand, on a full screen
  std::string_view arrow;
  std::string_view to_left, to_right;  ///< the head of a packet's arrow
  std::string_view again;              ///< before a retransmission
  std::string_view between;            ///< before each of several keys, from the second on
  std::string_view dash;               ///< from - to
  std::string_view ellipsis;
};

inline constexpr Glyphs kUnicodeGlyphs = {
    "✓", "✗", "?", "○", "~", "│", "┃", "─", "╌", "▸", "▶", "→", "◄", "►", "↻", "· ", "–", "…",
};
inline constexpr Glyphs kAsciiGlyphs = {
    "+", "x", "?", "o", "~", "|", "#", "-", "~", ">", ">", "->", "<", ">", "@", "| ", "-", "...",
};

inline const Glyphs& glyphs(const View& view) { return view.ascii ? kAsciiGlyphs : kUnicodeGlyphs; }

}  // namespace stickylab
