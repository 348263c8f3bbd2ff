#include "show/learn_list.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/text_words.hpp"
#include "show/learn_words.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

Line lab_line(const Visited& visited, bool at_hand, const View& view) {
  const Lab& lab = *visited.lab;
  const std::string state = state_text(visited.state, view.lang);
  const std::string name =
      fmt::format("{} {}", lab.number, in(view.lang, name_of(lab, is_seen(visited.state))));
  const int room = view.width - 6 - (state.empty() ? 0 : display_width(state) + 2);
  Line line(view);
  line.add(at_hand ? glyphs(view).understood : " ", Tone::strong).add(" ");
  line.add(state_sign(visited.state, view)).add("  ");
  line.add(truncated(name, std::max(8, room), glyphs(view).ellipsis),
           at_hand ? Tone::strong : Tone::plain);
  if (!state.empty()) line.add("  ").add(state, Tone::quiet);
  return line;
}

}  // namespace

int show_labs(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  int lines = 0;
  int at_hand = 0;
  int part = 0;
  const auto add = [&](Line line) {
    page.add({std::move(line)});
    ++lines;
  };
  for (int i = 0; i < std::ssize(lesson.labs); ++i) {
    const Visited& visited = lesson.labs[static_cast<std::size_t>(i)];
    if (visited.lab->part != part) {
      part = visited.lab->part;
      const std::string title = say(kLearnPart, view.lang, part, in(view.lang, part_title(part)));
      add(Line(view).add(truncated(title, view.width, glyphs(view).ellipsis), Tone::strong));
    }
    if (i == state.at) at_hand = lines;
    add(lab_line(visited, i == state.at, view));
  }
  return at_hand;
}

}  // namespace stickylab
