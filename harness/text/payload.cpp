#include "text/payload.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include <algorithm>
#include <vector>

#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

/// One character or one byte, as shown.
struct Unit {
  std::string shown;
  std::int64_t bytes = 1;
  int width = 0;
};

bool is_printable(utf8proc_int32_t codepoint) {
  switch (utf8proc_category(codepoint)) {
    case UTF8PROC_CATEGORY_CN:  // unassigned
    case UTF8PROC_CATEGORY_CC:  // control
    case UTF8PROC_CATEGORY_CF:  // format: invisible, or turns the direction of the line
    case UTF8PROC_CATEGORY_CS:  // surrogate
    case UTF8PROC_CATEGORY_CO:  // private use
    case UTF8PROC_CATEGORY_ZL:  // line separator
    case UTF8PROC_CATEGORY_ZP:  // paragraph separator
      return false;
    default:
      return true;
  }
}

std::string escaped(char byte) {
  switch (byte) {
    case '\r':
      return "\\r";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\\':
      return "\\\\";
    default:
      return fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  }
}

/// How many bytes the printable character at the start of `bytes` takes; 0: there is none.
std::size_t printable_length(std::string_view bytes) {
  utf8proc_int32_t codepoint = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                       static_cast<utf8proc_ssize_t>(bytes.size()), &codepoint);
  return length > 0 && is_printable(codepoint) ? static_cast<std::size_t>(length) : 0;
}

std::vector<Unit> units_of(std::string_view bytes, bool escape_backslash) {
  std::vector<Unit> units;
  while (!bytes.empty()) {
    std::size_t length = printable_length(bytes);
    if (escape_backslash && bytes.front() == '\\') length = 0;
    Unit unit{length > 0 ? std::string(bytes.substr(0, length)) : escaped(bytes.front())};
    length = std::max<std::size_t>(length, 1);
    unit.bytes = static_cast<std::int64_t>(length);
    unit.width = display_width(unit.shown);
    units.push_back(std::move(unit));
    bytes.remove_prefix(length);
  }
  return units;
}

template <class Iterator>
std::string joined(Iterator from, Iterator to) {
  std::string text;
  for (; from != to; ++from) text += from->shown;
  return text;
}

/// The first of [from, to) that no longer fits into `width`.
template <class Iterator>
Iterator fitting(Iterator from, Iterator to, int width) {
  while (from != to && from->width <= width) width -= (from++)->width;
  return from;
}

/// The ends of the payload, with the number of bytes between them.
std::string shortened(const std::vector<Unit>& units, std::int64_t unseen, int width,
                      const View& view) {
  const std::string_view dots = glyphs(view).ellipsis;
  const auto gap = [&](std::int64_t bytes) {
    return fmt::format("{0}{1}{0}", dots, say(kBytes, view.lang, grouped(bytes)));
  };
  std::int64_t hidden = unseen;
  for (const Unit& unit : units) hidden += unit.bytes;
  const int room = std::max(0, width - display_width(gap(hidden)));
  // The end of a payload is known only if all of it was kept.
  const int tail_room = unseen > 0 ? 0 : room / 2;
  const auto head = fitting(units.begin(), units.end(), room - tail_room);
  const auto tail = fitting(units.rbegin(), std::make_reverse_iterator(head), tail_room);
  for (auto unit = units.begin(); unit != head; ++unit) hidden -= unit->bytes;
  for (auto unit = tail.base(); unit != units.end(); ++unit) hidden -= unit->bytes;
  return joined(units.begin(), head) + gap(hidden) + joined(tail.base(), units.end());
}

}  // namespace

std::vector<std::string> quoted_lines(std::string_view quoted, int width) {
  constexpr std::size_t kHexEscape = 4;  // \xNN
  constexpr std::size_t kEscape = 2;     // \n
  std::vector<std::string> lines(1);
  while (!quoted.empty()) {
    std::size_t length = graphemes(quoted).front().size();
    if (quoted.starts_with("\\")) length = quoted.starts_with("\\x") ? kHexEscape : kEscape;
    const std::string_view unit = quoted.substr(0, length);
    const int used = display_width(lines.back());
    if (used > 0 && used + display_width(unit) > width) lines.emplace_back();
    lines.back() += unit;
    quoted.remove_prefix(unit.size());
  }
  return lines;
}

std::string visible(std::string_view bytes) {
  const auto units = units_of(bytes, true);
  return joined(units.begin(), units.end());
}

std::string visible_text(std::string_view bytes) {
  const auto units = units_of(bytes, false);
  return joined(units.begin(), units.end());
}

std::string visible(std::string_view bytes, std::int64_t total, int width, const View& view) {
  const auto units = units_of(bytes, true);
  const std::int64_t unseen = std::max<std::int64_t>(0, total - std::ssize(bytes));
  const std::string whole = joined(units.begin(), units.end());
  const bool fits = unseen == 0 && display_width(whole) <= width;
  return fits ? whole : shortened(units, unseen, width, view);
}

std::string quoted(std::string_view bytes, std::int64_t total, int width, const View& view) {
  return '"' + visible(bytes, total, width - 2, view) + '"';
}

}  // namespace stickylab
