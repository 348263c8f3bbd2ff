#include "lanes/cell.hpp"

#include <algorithm>
#include <limits>

#include "lanes/actor_words.hpp"
#include "lanes/row_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "text/payload.hpp"
#include "text/width.hpp"

namespace stickylab {

std::string actor_text(const Cast& cast, Actor actor, Lang lang) {
  if (is_default(cast) || !is_program(actor)) return std::string(in(lang, words_of(actor).name));
  return std::string(actor_name(cast, actor));
}

std::string Cell::size(std::int64_t bytes) const {
  return stickylab::say(kBytes, view.lang, grouped(bytes));
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
  if (view.hex) return hex(bytes, total, kMostLines * room);
  std::string text = quoted(bytes, std::ssize(bytes), std::numeric_limits<int>::max(), view);
  if (total > std::ssize(bytes) || display_width(text) > kMostLines * room)
    text = quoted(bytes, total, room, view);
  for (std::string& line : quoted_lines(text, room))
    parts.push_back({std::move(line), Tone::strong, true});
}

/// "68 65 6c 6c 6f": a part for each byte, so that lines break between them.
void Cell::hex(std::string_view bytes, std::int64_t total, int room) {
  const auto shown = std::min(bytes.size(), static_cast<std::size_t>(std::max(1, room / 3)));
  for (const char byte : bytes.substr(0, shown))
    parts.push_back({fmt::format("{:02x}", static_cast<unsigned char>(byte)), Tone::strong});
  if (total > static_cast<std::int64_t>(shown))
    say(Tone::quiet, kBytesLeftOut, grouped(total - static_cast<std::int64_t>(shown)));
}

void Cell::stream(const Span& span) {
  if (span.to - span.from == 1) return say(Tone::quiet, kOneByte, grouped(span.from));
  say(Tone::quiet, kByteRange, grouped(span.from), glyphs(view).dash, grouped(span.to - 1));
}

}  // namespace stickylab
