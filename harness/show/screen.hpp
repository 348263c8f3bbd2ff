// A full screen at a size. Pure.
//
// The folder has all that a person steps through: `learn`, `present`, `present --step`. In: keys, a
// size, a lab, its traces and what was judged of them; snapshots of a run that is not over. Out: a
// screen of lines for each state; the state and the wish that follow a key, such as a command to a
// wire that is held. Only terminal.cpp touches the terminal, only progress.cpp a file.
//
// It starts no run and compiles nothing: command/ does, and gives it the results.
#pragma once

#include <span>
#include <string>

#include "base/phrase.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"

namespace stickylab {

struct Size {
  int columns = 80;
  int rows = 24;
};

/// A head that stays, a body that can be scrolled, a foot that stays.
struct Frame {
  Lines head;
  Lines body;
  Lines foot;
};

/// How many lines of the body there is room for; at least one.
int room_for_body(const Frame& frame, Size size);

/// By how many lines the body can be scrolled.
int most_scroll(const Frame& frame, Size size);

/// The lines of the screen, at most `size.rows`. Where not all of the body is seen, the line below
/// it says which part is. On a screen that is too low the head goes first, then the foot.
Lines laid_out(const Frame& frame, Size size, int scroll, const View& view);

inline constexpr Phrase kTooSmall{
    "too small: at least {0} x {1}, and this window has {2} x {3}. q: quit",
    "窗口太小：至少要 {0} 列 {1} 行，现在是 {2} 列 {3} 行。q：退出"};

/// A screen of nothing but `text`, cut at the foot.
Lines only(const std::string& text, Size size, const View& view);

/// `view` as wide as the screen.
inline View as_wide_as(Size size, View view) {
  view.width = size.columns;
  return view;
}

/// The last `rows` of `lines`; if there are fewer, blank ones follow.
Lines last_of(Lines lines, int rows, const View& view);

/// `text` in lines of prose: no wider than can be read.
Lines prose(std::string_view text, const View& view, Tone tone = Tone::plain);

/// What the keys do: each text is a paragraph of its own, with space between them if there is some.
Lines key_lines(std::span<const Phrase> keys, const View& view);

/// A line from edge to edge, with `text` in it.
Line rule_line(std::string_view text, const View& view, Tone tone = Tone::plain);

/// `left`, and at the other edge `right`; below each other if there is no room.
Lines title_lines(std::string_view left, const Part& right, const View& view);

}  // namespace stickylab
