#include "show/present_both.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

constexpr int kBesideEachOther = 150;  // columns: two times three lanes
constexpr int kHalfMargin = 2;         // as that of the events

struct Half {
  const Scene& scene;
  int shown;
  const Phrase& name;
};

Lines column(const Half& half, bool long_gaps, int width, int rows, const View& view) {
  Lines lines = {Line(view).pad_to(kHalfMargin).add(in(view.lang, half.name), Tone::strong)};
  append(lines, lane_names(half.scene, width, view));
  const int room = rows - static_cast<int>(lines.size());
  append(lines, last_of(scene_events(half.scene, half.shown, width, long_gaps, view), room, view));
  return lines;
}

Lines beside_each_other(const Half& left, const Half& right, bool long_gaps, int rows,
                        const View& view) {
  const int width = (view.width - 3) / 2;
  const Lines of_left = column(left, long_gaps, width, rows, view);
  const Lines of_right = column(right, long_gaps, width, rows, view);
  Lines lines;
  for (std::size_t i = 0; i < std::min(of_left.size(), of_right.size()); ++i) {
    Line line(view);
    line.add(of_left[i]).pad_to(width + 1).add(glyphs(view).halves, Tone::quiet);
    lines.push_back(line.pad_to(width + 3).add(of_right[i]));
  }
  return lines;
}

Lines one_above_the_other(const Half& upper, const Half& lower, bool long_gaps, int rows,
                          const View& view) {
  Lines lines;
  const auto add = [&](const Half& half, int room) {
    lines.push_back(rule_line(in(view.lang, half.name), view));
    append(lines, last_of(scene_events(half.scene, half.shown, view.width, long_gaps, view),
                          room - 1, view));
  };
  add(upper, rows / 2);
  add(lower, rows - rows / 2);
  return lines;
}

}  // namespace

Lines both_scenes(const Show& show, Shown shown, bool long_gaps, int rows, const View& view) {
  const Half broken{show.broken, shown.broken, kVersionWords[Version::broken]};
  const Half fixed{show.fixed, shown.fixed, kVersionWords[Version::fixed]};
  return view.width >= kBesideEachOther ? beside_each_other(broken, fixed, long_gaps, rows, view)
                                        : one_above_the_other(broken, fixed, long_gaps, rows, view);
}

}  // namespace stickylab
