#include "show/screen.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr Phrase kLinesShown{"lines not shown: {0} above, {1} below",
                             "未显示：上面 {0} 行，下面 {1} 行"};

constexpr int kProse = 100;     // columns
constexpr int kSpacious = 100;  // with space between the keys

int count(const Lines& lines) { return static_cast<int>(lines.size()); }

/// Two rules: above the body and below it.
int fixed_rows(const Frame& frame) { return count(frame.head) + count(frame.foot) + 2; }

}  // namespace

int room_for_body(const Frame& frame, Size size) {
  int room = size.rows - fixed_rows(frame);
  if (room < 1) room += count(frame.head) + 1;
  if (room < 1) room += count(frame.foot) + 1;
  return std::max(1, room);
}

int most_scroll(const Frame& frame, Size size) {
  return std::max(0, count(frame.body) - room_for_body(frame, size));
}

Lines laid_out(const Frame& frame, Size size, int scroll, const View& view) {
  const int room = room_for_body(frame, size);
  const bool with_head = size.rows - fixed_rows(frame) >= 1;
  const bool with_foot = size.rows - count(frame.foot) - 1 >= 1;
  const int first = std::clamp(scroll, 0, most_scroll(frame, size));
  const int last = std::min(first + room, count(frame.body));
  Lines lines;
  if (with_head) {
    append(lines, frame.head);
    lines.push_back(rule_line("", view));
  }
  append(lines, Lines(frame.body.begin() + first, frame.body.begin() + last));
  if (!with_foot) return lines;
  for (int i = last - first; i < room; ++i) lines.emplace_back(view);
  const bool all = most_scroll(frame, size) == 0;
  lines.push_back(
      rule_line(all ? "" : say(kLinesShown, view.lang, first, count(frame.body) - last), view));
  append(lines, frame.foot);
  return lines;
}

Lines last_of(Lines lines, int rows, const View& view) {
  const auto want = static_cast<std::size_t>(std::max(0, rows));
  if (lines.size() > want)
    lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(want));
  lines.resize(want, Line(view));
  return lines;
}

Lines prose(std::string_view text, const View& view, Tone tone) {
  Lines lines;
  for (const std::string& piece : wrapped(text, std::min(view.width, kProse)))
    lines.push_back(Line(view).add(piece, tone));
  return lines;
}

Lines key_lines(std::span<const Phrase> keys, const View& view) {
  Lines lines;
  for (const Phrase& key : keys) {
    append(lines, flowed({{std::string(in(view.lang, key))}}, view.width, 4, view));
    if (view.width >= kSpacious) lines.emplace_back(view);
  }
  return lines;
}

Line rule_line(std::string_view text, const View& view, Tone tone) {
  const std::string words = text.empty() ? "" : " " + std::string(text) + " ";
  const int left = text.empty() ? 0 : 2;
  const int right = std::max(0, view.width - left - display_width(words));
  const auto dashes = [&](int n) {
    std::string line;
    for (int i = 0; i < n; ++i) line += glyphs(view).rule;
    return line;
  };
  Line line(view);
  return line.add(dashes(left), Tone::quiet).add(words, tone).add(dashes(right), Tone::quiet);
}

Lines title_lines(std::string_view left, const Part& right, const View& view) {
  Line line(view);
  line.add(left, Tone::strong);
  const int column = view.width - display_width(right.text);
  if (column < line.width() + 2) {
    Lines lines = flowed({{std::string(left), Tone::strong}}, view.width, 0, view);
    append(lines, flowed({right}, view.width, 0, view));
    return lines;
  }
  return {line.pad_to(column).add(right)};
}

Lines only(const std::string& text, Size size, const View& view) {
  Lines lines = flowed({{text, Tone::strong}}, size.columns, 0, view);
  lines.resize(std::min(lines.size(), static_cast<std::size_t>(size.rows)), Line(view));
  return lines;
}

}  // namespace stickylab
