#include "show/glossary_screen.hpp"

#include <algorithm>
#include <vector>

#include "base/strings.hpp"
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

bool begins_with(const Term& term, char letter) {
  return std::ranges::any_of(
      term.names, [&](const std::string& name) { return small(name.front()) == letter; });
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

}  // namespace

Lines glossary_screen(int scroll, Size size, const View& view) {
  const View here = as_wide_as(size, view);
  return laid_out(frame_of(here), size, scroll, here);
}

void on_glossary_key(GlossaryPlace& place, Key key, Size size, const View& view) {
  const View here = as_wide_as(size, view);
  const Frame frame = frame_of(here);
  if (const int lines = scrolled_by(key, room_for_body(frame, size)); lines != 0) {
    const int most = most_scroll(frame, size);
    place = std::clamp(std::min(*place, most) + lines, 0, most);
  } else if (key == Key{'q'} || key == Key::escape || key == Key::enter || key == Key::backspace ||
             key == Key::left) {
    place.reset();
  } else if (Key{'a'} <= key && key <= Key{'z'}) {
    place = next_with(static_cast<char>(key), *place, here);
  }
}

}  // namespace stickylab
