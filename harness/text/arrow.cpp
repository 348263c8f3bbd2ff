#include "text/arrow.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

std::string repeated(std::string_view glyph, int times) {
  std::string text;
  while (times-- > 0) text += glyph;
  return text;
}

std::string head_of(bool to_right, Leg leg, const Glyphs& signs) {
  if (leg == Leg::leaves) return repeated(signs.gap, 2);
  const std::string_view point = to_right ? signs.to_right : signs.to_left;
  const std::string_view end = leg == Leg::lost ? signs.bad : point;
  return to_right ? fmt::format("{}{}", signs.rule, end) : fmt::format("{}{}", end, signs.rule);
}

}  // namespace

std::string arrow(std::string_view label, bool to_right, Leg leg, int width, const View& view) {
  constexpr int kTail = 2;
  const Glyphs& signs = glyphs(view);
  const std::string head = head_of(to_right, leg, signs);
  const int room = width - display_width(label) - display_width(head) - 2;
  const int length = std::clamp(room, 0, kTail);
  std::string tail = repeated(leg == Leg::arrives ? signs.gap : signs.rule, length);
  if (leg == Leg::both) tail = head_of(!to_right, leg, signs);
  const std::string line = repeated(signs.rule, room - display_width(tail));
  if (to_right) return fmt::format("{}{}{} {}{}", tail, tail.empty() ? "" : " ", label, line, head);
  return fmt::format("{} {}{}{}{}", head, label, tail.empty() ? "" : " ", line, tail);
}

}  // namespace stickylab
