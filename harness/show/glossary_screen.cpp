#include "show/glossary_screen.hpp"

#include <algorithm>
#include <vector>

#include "report/glossary.hpp"

namespace stickylab {
namespace {

constexpr Phrase kGlossaryTitle{"Words", "术语"};
constexpr Phrase kGlossaryKeys{
    "a letter: next word with it | up down Page Up Page Down: scroll | q: back",
    "字母：下一个以它开头的词 | 上下、Page Up、Page Down：滚动 | q：返回"};

Frame frame_of(const View& view) {
  return {title_lines(in(view.lang, kGlossaryTitle), {}, view),
          glossary_lines(glossary(view.lang), view), prose(in(view.lang, kGlossaryKeys), view)};
}

View at(Size size, const View& view) {
  View of_screen = view;
  of_screen.width = size.columns;
  return of_screen;
}

bool begins_with(const Term& term, char letter) {
  return std::ranges::any_of(term.names, [&](const std::string& name) {
    const char first = name.front();
    return (('A' <= first && first <= 'Z') ? first - 'A' + 'a' : first) == letter;
  });
}

/// The line of the next word with this letter, from the first again after the last; else `from`.
int next_with(char letter, int from, const View& view) {
  int line = 0;
  std::optional<int> first;
  for (const Term& term : glossary(view.lang)) {
    if (begins_with(term, letter)) {
      if (line > from) return line;
      if (!first) first = line;
    }
    line += static_cast<int>(std::ssize(glossary_lines({term}, view))) + 1;
  }
  return first.value_or(from);
}

std::optional<int> scrolled(Key key, int from, const Frame& frame, Size size) {
  const int most = most_scroll(frame, size);
  const int page = room_for_body(frame, size);
  const int here = std::min(from, most);
  if (key == Key::up) return std::max(0, here - 1);
  if (key == Key::down) return std::min(most, here + 1);
  if (key == Key::page_up) return std::max(0, here - page);
  if (key == Key::page_down || key == Key{' '}) return std::min(most, here + page);
  if (key == Key::home) return 0;
  if (key == Key::end) return most;
  return std::nullopt;
}

}  // namespace

Lines glossary_screen(int scroll, Size size, const View& view) {
  const View here = at(size, view);
  return laid_out(frame_of(here), size, scroll, here);
}

void on_glossary_key(GlossaryPlace& place, Key key, Size size, const View& view) {
  const View here = at(size, view);
  if (const auto line = scrolled(key, *place, frame_of(here), size)) {
    place = line;
  } else if (key == Key{'q'} || key == Key::escape || key == Key::enter || key == Key::backspace ||
             key == Key::left) {
    place.reset();
  } else if (Key{'a'} <= key && key <= Key{'z'}) {
    place = next_with(static_cast<char>(key), *place, here);
  }
}

}  // namespace stickylab
