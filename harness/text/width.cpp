#include "text/width.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace stickylab {
namespace {

struct Codepoint {
  utf8proc_int32_t value = -1;  ///< -1: a byte that is not UTF-8
  std::size_t bytes = 1;
};

Codepoint first_codepoint(std::string_view text) {
  Codepoint first;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &first.value);
  if (length > 0) first.bytes = static_cast<std::size_t>(length);
  return first;
}

std::size_t first_grapheme(std::string_view text) {
  Codepoint last = first_codepoint(text);
  std::size_t end = last.bytes;
  utf8proc_int32_t state = 0;
  while (end < text.size() && last.value >= 0) {
    const Codepoint next = first_codepoint(text.substr(end));
    if (next.value < 0) break;
    if (utf8proc_grapheme_break_stateful(last.value, next.value, &state)) break;
    end += next.bytes;
    last = next;
  }
  return end;
}

int grapheme_width(std::string_view grapheme) {
  constexpr utf8proc_int32_t kEmojiVariation = 0xfe0f;  // VARIATION SELECTOR-16, UTS #51
  int width = 0;
  while (!grapheme.empty()) {
    const Codepoint next = first_codepoint(grapheme);
    if (next.value == kEmojiVariation) return 2;
    width += next.value < 0 ? 1 : utf8proc_charwidth(next.value);
    grapheme.remove_prefix(next.bytes);
  }
  return std::min(width, 2);
}

template <std::size_t size>
bool is_one_of(std::string_view grapheme, const std::array<std::string_view, size>& set) {
  return std::find(set.begin(), set.end(), grapheme) != set.end();
}

bool closes(std::string_view grapheme) {
  constexpr std::array<std::string_view, 18> kClosing = {"，", "。", "、", "；", "：", "？",
                                                         "！", "）", "」", "』", "》", "”",
                                                         "’",  "…",  "】", "·",  ",",  "."};
  return is_one_of(grapheme, kClosing);
}

bool opens(std::string_view grapheme) {
  constexpr std::array<std::string_view, 7> kOpening = {"（", "「", "『", "《", "“", "‘", "【"};
  return is_one_of(grapheme, kOpening);
}

/// Whether a line may end between the two.
bool may_break(std::string_view before, std::string_view after) {
  if (before == " ") return true;
  if (after == " " || closes(after) || opens(before)) return false;
  return grapheme_width(before) == 2 || grapheme_width(after) == 2;
}

/// A Chinese ordinal is one word with its number: 第 5.
bool counts(std::string_view piece) { return piece.ends_with("第") || piece.ends_with("第 "); }

/// Pieces that stay together, spaces at their end.
std::vector<std::string> unbreakable(std::string_view text) {
  std::vector<std::string> pieces;
  std::string_view before;
  for (const std::string_view grapheme : graphemes(text)) {
    if (before.empty() || (may_break(before, grapheme) && !counts(pieces.back())))
      pieces.emplace_back();
    pieces.back() += grapheme;
    before = grapheme;
  }
  return pieces;
}

std::string_view without_spaces_at_end(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t length = first_grapheme(text);
    result.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return result;
}

int display_width(std::string_view text) {
  int width = 0;
  for (const std::string_view grapheme : graphemes(text)) width += grapheme_width(grapheme);
  return width;
}

std::string padded(std::string_view text, int width) {
  return std::string(text) +
         std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
}

std::string truncated(std::string_view text, int width, std::string_view ellipsis) {
  if (display_width(text) <= width) return std::string(text);
  int left = width - display_width(ellipsis);
  if (left < 0) return std::string(static_cast<std::size_t>(std::max(0, width)), '.');
  std::string result;
  for (const std::string_view grapheme : graphemes(text)) {
    left -= grapheme_width(grapheme);
    if (left < 0) break;
    result += grapheme;
  }
  return result + std::string(ellipsis);
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  const auto next_line = [&] {
    lines.back() = without_spaces_at_end(lines.back());
    lines.emplace_back();
    used = 0;
  };
  for (const std::string& piece : unbreakable(text)) {
    const int needs = display_width(without_spaces_at_end(piece));
    if (used > 0 && used + needs > width) next_line();
    for (const std::string_view grapheme : graphemes(piece)) {
      const int columns = grapheme_width(grapheme);
      if (grapheme != " " && used > 0 && used + columns > width) next_line();
      lines.back() += grapheme;
      used += columns;
    }
  }
  lines.back() = without_spaces_at_end(lines.back());
  return lines;
}

}  // namespace stickylab
