#include "show/present.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "lanes/lanes.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "show/code.hpp"
#include "show/present_words.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr double kStepMs = 1200;    // an event, at speed 1
constexpr double kSlowMotion = 10;  // of a gap that is as long as it was
constexpr double kGapMsALine = 10;  // and its height
constexpr int kMostGapLines = 40;
constexpr int kFastest = 3;
constexpr int kSideBySide = 150;         // columns: two times three lanes
constexpr int kMargin = 2;               // for the sign beside the event at hand
constexpr std::size_t kMostBlocks = 60;  // more than any screen is high

const Scene& scene_of(const Show& show, Act act) {
  return act == Act::fixed ? show.fixed : show.broken;
}

double ms_of(const Row& row) {
  const auto* gap = std::get_if<GapRow>(&row.what);
  return gap ? static_cast<double>(gap->ns) / 1e6 : 0;
}

/// The event that was shown last; nothing at the beginning.
const Row* row_at(const Show& show, Act act, int at) {
  if (at == 0) return nullptr;
  if (act != Act::both) return &scene_of(show, act).rows()[static_cast<std::size_t>(at - 1)];
  const Shown before = shown_at(show, act, at - 1);
  const Shown now = shown_at(show, act, at);
  return now.broken > before.broken ? &show.broken.rows()[static_cast<std::size_t>(now.broken - 1)]
                                    : &show.fixed.rows()[static_cast<std::size_t>(now.fixed - 1)];
}

/// The act of both begins at its end: each has been seen by then.
void step_on(const Show& show, PresentState& state) {
  if (state.at < events_of(show, state.act)) {
    ++state.at;
  } else if (state.act != Act::both) {
    state.act = static_cast<Act>(static_cast<int>(state.act) + 1);
    state.at = state.act == Act::both ? events_of(show, Act::both) : 0;
  }
}

void step_back(const Show& show, PresentState& state) {
  if (state.at > 0) {
    --state.at;
  } else if (state.act != Act::broken) {
    state.act = static_cast<Act>(static_cast<int>(state.act) - 1);
    state.at = events_of(show, state.act);
  }
}

void to_point(const Show& show, PresentState& state, int direction) {
  const int end = events_of(show, state.act);
  int at = state.at + direction;
  while (at > 0 && at < end && !is_point(*row_at(show, state.act, at))) at += direction;
  state.at = std::clamp(at, 0, end);
}

/// As high as it was long.
void stretch(Lines& block, double ms, const View& view) {
  const int lines = std::min(kMostGapLines, static_cast<int>(std::lround(ms / kGapMsALine)));
  for (int i = 0; i < lines; ++i)
    block.push_back(Line(view).pad_to(9).add(view.ascii ? ":" : "╎", Tone::wrong));
}

/// The last events of a scene, as far as it has been shown, each with space around it.
Lines events(const Scene& scene, int shown, int width, const PresentState& state,
             const View& asked) {
  View view = asked;
  view.hex = state.hex;
  view.width = width;
  const auto end = static_cast<std::size_t>(shown);
  const std::size_t first = end > kMostBlocks ? end - kMostBlocks : 0;
  const auto at = [&](std::size_t i) {
    return scene.rows().begin() + static_cast<std::ptrdiff_t>(i);
  };
  const std::vector<Row> rows(at(first), at(end));
  auto blocks = lane_blocks(scene.trace(), rows, scene.start_ns(), width - kMargin, view);
  Lines lines;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (state.long_gaps) stretch(blocks[i], ms_of(rows[i - 1]), view);
    const bool now = i + 1 == blocks.size();
    for (std::size_t n = 0; n < blocks[i].size(); ++n) {
      Line line(view);
      if (now && n == 0) line.add(glyphs(view).here, Tone::strong);
      lines.push_back(line.pad_to(kMargin).add(blocks[i][n]));
    }
    if (!now) lines.emplace_back(view);
  }
  if (shown == std::ssize(scene.rows())) {
    lines.emplace_back(view);
    append(lines, conclusion(scene.trace().info().version, scene.seen(), width, view));
  }
  return lines;
}

Lines lane_names(const Scene& scene, int width, const View& view) {
  Lines lines;
  const auto blocks = lane_blocks(scene.trace(), {}, 0, width - kMargin, view);
  for (const Line& line : blocks.front()) lines.push_back(Line(view).pad_to(kMargin).add(line));
  return lines;
}

Lines question(const Show& show, const View& view) {
  Lines lines(1, Line(view));
  append(lines,
         flowed({{in(view.lang, show.lab.predict.question), Tone::strong}}, view.width, 0, view));
  lines.emplace_back(view);
  for (std::size_t i = 0; i < show.lab.predict.choices.size(); ++i) {
    const std::string choice = fmt::format("{:c}  {}", 'a' + static_cast<int>(i),
                                           in(view.lang, show.lab.predict.choices[i]));
    append(lines, flowed({{choice}}, view.width, 3, view));
    lines.emplace_back(view);
  }
  append(lines, prose(in(view.lang, kPresentAsk), view, Tone::strong));
  return lines;
}

/// The lines that the fix changes; without those around them if there is no room.
Lines fix(const Lab& lab, std::vector<DiffLine> code, int rows, const View& view) {
  const auto lines = [&] {
    Page page(view);
    if (lab.is_capstone()) {
      show_cures(page, lab.lessons, view);
    } else {
      show_fix(page, code, view);
    }
    return page.take();
  };
  if (std::ssize(lines()) > rows)
    std::erase_if(code, [](const DiffLine& line) { return line.kind == DiffLine::Kind::same; });
  return lines();
}

Lines help(const View& view) {
  Lines lines(1, Line(view));
  append(lines, key_lines(kPresentKeyHelp, view));
  return lines;
}

Lines head(const Show& show, const PresentState& state, const View& view) {
  const Phrase& name = state.act == Act::both     ? kPresentBoth
                       : state.act == Act::broken ? kVersionWords[Version::broken]
                                                  : kVersionWords[Version::fixed];
  const std::string where =
      say(kPresentEvent, view.lang, in(view.lang, name), state.at, events_of(show, state.act));
  const std::string title = fmt::format("{} {}", show.lab.number, in(view.lang, show.lab.title));
  return title_lines(title, {where, Tone::strong}, view);
}

Lines foot(const PresentState& state, const View& view) {
  const auto part = [&](const Phrase& text) {
    return Part{fmt::format("{}{}", glyphs(view).between, in(view.lang, text)), Tone::quiet};
  };
  constexpr std::array<std::string_view, 2 * kFastest + 1> kSpeeds = {"1/8", "1/4", "1/2", "1",
                                                                      "2",   "4",   "8"};
  const std::string_view speed = *(kSpeeds.begin() + kFastest + state.speed);
  std::vector<Part> parts = {
      {std::string(in(view.lang, state.playing ? kPresentPlaying : kPresentPaused)), Tone::strong}};
  parts.push_back({fmt::format("{}{}", glyphs(view).between, say(kPresentSpeed, view.lang, speed)),
                   Tone::quiet});
  parts.push_back(part(state.long_gaps ? kPresentGapsLong : kPresentGapsFolded));
  parts.push_back(part(state.hex ? kPresentHex : kPresentText));
  parts.push_back(part(kPresentHelp));
  return flowed(parts, view.width, 0, view);
}

Lines side_by_side(const Show& show, const Shown& shown, int rows, const PresentState& state,
                   const View& view) {
  const int half = (view.width - 3) / 2;
  const auto lines_of_half = [&](const Scene& scene, int count, const Phrase& name) {
    Lines lines = {Line(view).pad_to(kMargin).add(in(view.lang, name), Tone::strong)};
    append(lines, lane_names(scene, half, view));
    const int room = rows - static_cast<int>(lines.size());
    append(lines, last_of(events(scene, count, half, state, view), room, view));
    return lines;
  };
  const Lines left = lines_of_half(show.broken, shown.broken, kVersionWords[Version::broken]);
  const Lines right = lines_of_half(show.fixed, shown.fixed, kVersionWords[Version::fixed]);
  Lines lines;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    Line line(view);
    line.add(left[i]).pad_to(half + 1).add(glyphs(view).halves, Tone::quiet);
    lines.push_back(line.pad_to(half + 3).add(right[i]));
  }
  return lines;
}

Lines one_above_the_other(const Show& show, const Shown& shown, int rows, const PresentState& state,
                          const View& view) {
  Lines lines;
  const int half = rows / 2;
  const auto add = [&](const Scene& scene, int count, const Phrase& name, int room) {
    lines.push_back(rule_line(in(view.lang, name), view));
    append(lines, last_of(events(scene, count, view.width, state, view), room - 1, view));
  };
  add(show.broken, shown.broken, kVersionWords[Version::broken], half);
  add(show.fixed, shown.fixed, kVersionWords[Version::fixed], rows - half);
  return lines;
}

}  // namespace

Scene::Scene(const Lab& lab, Trace trace)
    : trace_(std::move(trace)),
      seen_(observe(lab.meant, trace_)),
      rows_(shown_rows(trace_, seen_, View{})) {}

int events_of(const Show& show, Act act) {
  if (act != Act::both) return static_cast<int>(std::ssize(scene_of(show, act).rows()));
  return events_of(show, Act::broken) + events_of(show, Act::fixed);
}

Shown shown_at(const Show& show, Act act, int at) {
  if (act == Act::broken) return {at, 0};
  if (act == Act::fixed) return {0, at};
  Shown shown;
  const auto& broken = show.broken.rows();
  const auto& fixed = show.fixed.rows();
  for (int i = 0; i < at; ++i) {
    const auto b = static_cast<std::size_t>(shown.broken);
    const auto f = static_cast<std::size_t>(shown.fixed);
    const bool of_broken =
        f == fixed.size() || (b < broken.size() && broken[b].time_ns - show.broken.start_ns() <=
                                                       fixed[f].time_ns - show.fixed.start_ns());
    ++(of_broken ? shown.broken : shown.fixed);
  }
  return shown;
}

bool on_key(const Show& show, PresentState& state, Key key) {
  const bool helped = state.help;
  if (key == Key::none || key == Key::resized) return true;
  state.help = false;
  const auto is = [key](auto... keys) { return ((key == static_cast<Key>(keys)) || ...); };
  if (is('q')) return false;
  if (is('?')) state.help = !helped;
  if (is(' ')) state.playing = !state.playing && state.at < events_of(show, state.act);
  if (is('+', '=')) state.speed = std::min(kFastest, state.speed + 1);
  if (is('-')) state.speed = std::max(-kFastest, state.speed - 1);
  if (is('x')) state.hex = !state.hex;
  if (is('f')) state.long_gaps = !state.long_gaps;
  if (is('t')) state.theme = next_theme(state.theme);
  const PresentState before = state;
  if (is(Key::right, Key::page_down, Key::down, Key::enter, '.')) step_on(show, state);
  if (is(Key::left, Key::page_up, Key::up, Key::backspace, ',')) step_back(show, state);
  if (is(']')) to_point(show, state, 1);
  if (is('[')) to_point(show, state, -1);
  if (is(Key::home)) state.at = 0;
  if (is(Key::end)) state.at = events_of(show, state.act);
  if (is('1', '2', '3')) {
    state.act = static_cast<Act>(static_cast<int>(key) - '1');
    state.at = state.act == Act::both ? events_of(show, Act::both) : 0;
  }
  if (state.at != before.at || state.act != before.act) state.playing = false;
  return true;
}

std::optional<std::uint64_t> wait_ms(const Show& show, const PresentState& state) {
  if (!state.playing) return std::nullopt;
  double ms = kStepMs;
  const Row* row = row_at(show, state.act, state.at);
  if (row && state.long_gaps) ms += ms_of(*row) * kSlowMotion;
  return static_cast<std::uint64_t>(ms * std::pow(2, -state.speed));
}

void play_on(const Show& show, PresentState& state) {
  const int end = events_of(show, state.act);
  state.at = std::min(state.at + 1, end);
  state.playing = state.at < end;  // it stays on the last frame
}

Lines present_screen(const Show& show, const PresentState& state, Size size, const View& asked) {
  View view = asked;
  view.width = size.columns;
  Frame frame{head(show, state, view), {}, foot(state, view)};
  if (state.help || (state.at == 0 && state.act == Act::broken)) {
    frame.body = state.help ? help(view) : question(show, view);
    return laid_out(frame, size, 0, view);
  }
  if (state.at == 0 && state.act == Act::fixed) {
    frame.body = fix(show.lab, show.code, room_for_body(frame, size), view);
    return laid_out(frame, size, 0, view);
  }
  const Shown shown = shown_at(show, state.act, state.at);
  if (state.act == Act::both) {
    const int rows = room_for_body(frame, size);
    frame.body = view.width >= kSideBySide ? side_by_side(show, shown, rows, state, view)
                                           : one_above_the_other(show, shown, rows, state, view);
    return laid_out(frame, size, 0, view);
  }
  const Scene& scene = scene_of(show, state.act);
  append(frame.head, lane_names(scene, view.width, view));
  frame.body = events(scene, state.at, view.width, state, view);
  const int rows = room_for_body(frame, size);
  if (std::ssize(frame.body) > rows) frame.body = last_of(std::move(frame.body), rows, view);
  return laid_out(frame, size, 0, view);
}

}  // namespace stickylab
