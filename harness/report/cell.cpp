#include "report/cell.hpp"

#include <limits>

#include "report/glyphs.hpp"
#include "report/numerals.hpp"
#include "report/payload.hpp"
#include "report/width.hpp"

namespace stickylab {
std::string Cell::size(std::int64_t bytes) const {
  return stickylab::say(Word::size, view.lang, grouped(bytes));
}

std::string Cell::list(const std::vector<int>& numbers) const {
  std::string text;
  for (std::size_t first = 0, last = 0; first < numbers.size(); first = ++last) {
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += (text.empty() ? "" : ", ") + grouped(numbers[first]);
    if (last > first) text += std::string(glyphs(view).dash) + grouped(numbers[last]);
  }
  return text;
}

void Cell::payload(std::string_view bytes, std::int64_t total) {
  constexpr int kMostLines = 2;
  const int room = width - kIndent;
  std::string text = quoted(bytes, std::ssize(bytes), std::numeric_limits<int>::max(), view);
  if (total > std::ssize(bytes) || display_width(text) > kMostLines * room)
    text = quoted(bytes, total, room, view);
  for (std::string& line : quoted_lines(text, room))
    parts.push_back({std::move(line), Tone::strong, true});
}

void Cell::stream(const Span& span) {
  if (span.to - span.from == 1) return say(Tone::quiet, Word::one_byte, grouped(span.from));
  say(Tone::quiet, Word::byte_range, grouped(span.from), glyphs(view).dash, grouped(span.to - 1));
}

}  // namespace stickylab
