#include "show/learn.hpp"

#include <algorithm>

#include "show/learn_list.hpp"
#include "show/learn_screen.hpp"
#include "show/reads_question.hpp"

namespace stickylab {
namespace {

using Over = LearnState::Over;

/// Opens a step at its top.
void open(LearnState& state, Step step) {
  state.step = step;
  state.scroll = 0;
  state.asked = false;
}

Wish run_if_needed(const Lesson& lesson, const LearnState& state) {
  return needs_run(lesson, state) ? Wish::run : Wish::nothing;
}

/// The next lab, as if it had been chosen from the list.
Wish to_next_lab(const Lesson& lesson, LearnState& state) {
  if (!next_lab(lesson)) return Wish::nothing;
  state.at = static_cast<int>(place_of(lesson)) + 1;
  return Wish::open_lab;
}

/// A student who goes on without a guess is asked for one, once.
bool must_ask(const Lesson& lesson, LearnState& state) {
  const bool of_the_run = state.step == Step::predict && !state.seen;
  const bool of_reads = asks_reads(lesson, state);
  const int guess = of_reads ? state.reads : valid_guess(lesson.lab, state.guess);
  if ((!of_the_run && !of_reads) || guess != 0 || state.asked) return false;
  state.asked = true;
  return true;
}

Wish forward(const Lesson& lesson, LearnState& state) {
  if (state.step == Step::guesses) return to_next_lab(lesson, state);
  if (must_ask(lesson, state)) return Wish::nothing;
  if (asks_reads(lesson, state)) {
    state.counted = true;
    return run_if_needed(lesson, state);
  }
  open(state, static_cast<Step>(static_cast<int>(state.step) + 1));
  return run_if_needed(lesson, state);
}

Wish back(const Lesson& lesson, LearnState& state) {
  if (state.step != Step::look) open(state, static_cast<Step>(static_cast<int>(state.step) - 1));
  return run_if_needed(lesson, state);
}

int scrolls(Key key, int page) {
  if (key == Key{'k'}) return -1;
  return key == Key{'j'} ? 1 : scrolled_by(key, page);
}

void choose(const Lesson& lesson, LearnState& state, Key key) {
  if (key < Key{'1'} || key > Key{'9'}) return;
  const int number = static_cast<int>(key) - '0';
  if (state.step == Step::predict && !state.seen && number <= choice_count(lesson.lab))
    state.guess = number;
  if (asks_reads(lesson, state) &&
      number <= std::ssize(reads_question(lesson.lab, lesson.environment.net)->choices))
    state.reads = number;
}

/// The question is asked again.
void forget_guess(LearnState& state) {
  state.guess = state.reads = 0;
  state.seen = state.counted = false;
  state.broken.reset();
  state.fixed.reset();
  open(state, Step::predict);
}

void show_hint(const Lesson& lesson, LearnState& state) {
  const int most = static_cast<int>(std::ssize(lesson.lab.teaching.hints));
  state.hints = std::min(most, state.hints + 1);
  state.scroll = kAllLines;  // they stand at the end
}

Wish on_copy_key(const Lesson& lesson, LearnState& state, Key key) {
  if (!may_repair(state)) return Wish::nothing;
  if (key == Key{'h'}) show_hint(lesson, state);
  if (key == Key{'s'} && state.step == Step::practice) {
    state.answers = true;
    state.scroll = 0;
  }
  if (key == Key{'t'}) return Wish::try_copy;
  if (key == Key{'p'}) return Wish::run_copy;
  if (key == Key{'m'}) return Wish::repeat_copy;
  return key == Key{'e'} && lesson.has_editor ? Wish::edit_copy : Wish::nothing;
}

Wish on_list_key(const Lesson& lesson, LearnState& state, Key key, Size size) {
  const int last = static_cast<int>(std::ssize(lesson.labs)) - 1;
  const int lines = scrolls(key, std::max(1, size.rows - kListEdges));
  state.at = std::clamp(state.at + lines, 0, std::max(0, last));
  if (key == Key{'q'}) return Wish::leave;
  if (key == Key::enter || key == Key::right) {
    state.over = Over::nothing;
    return last < 0 ? Wish::nothing : Wish::open_lab;
  }
  if (key == Key{'l'} || key == Key{'b'} || key == Key::escape || key == Key::left ||
      key == Key::backspace)
    state.over = Over::nothing;
  return Wish::nothing;
}

/// A key that does the same in each step; false for any other.
bool on_common_key(const Lesson& lesson, LearnState& state, Key key) {
  if (key == Key{'?'}) {
    state.over = Over::keys;
  } else if (key == Key{'w'}) {
    state.words = 0;
  } else if (key == Key{'l'}) {
    state.over = Over::labs;
    state.at = static_cast<int>(place_of(lesson));
  } else if (key == Key{'g'} && (state.seen || state.guess != 0)) {
    forget_guess(state);
  } else {
    return false;
  }
  return true;
}

Wish on_step_key(const Lesson& lesson, LearnState& state, Key key) {
  if (key == Key{'q'}) return Wish::leave;
  if (on_common_key(lesson, state, key)) return Wish::nothing;
  if (key == Key::enter || key == Key::right || key == Key{'n'}) return forward(lesson, state);
  if (key == Key::backspace || key == Key::left || key == Key{'b'}) return back(lesson, state);
  const bool has_run = state.step == Step::run || (state.step == Step::fixed && state.fixed);
  if (has_run && key == Key{'r'}) return Wish::run;
  choose(lesson, state, key);
  return on_copy_key(lesson, state, key);
}

}  // namespace

bool needs_run(const Lesson& lesson, const LearnState& state) {
  if (state.step == Step::run) return !state.broken;
  return state.step == Step::fixed && !state.fixed && !asks_reads(lesson, state);
}

Wish on_key(const Lesson& lesson, LearnState& state, Key key, Size size, const View& view) {
  if (key == Key::none || key == Key::resized) return Wish::nothing;
  if (state.words) return on_glossary_key(state.words, key, size, view), Wish::nothing;
  if (state.over == Over::labs) return on_list_key(lesson, state, key, size);
  if (state.over == Over::keys) {
    state.over = Over::nothing;
    return key == Key{'q'} ? Wish::leave : Wish::nothing;
  }
  const Frame frame = learn_frame(lesson, state, size, view);
  state.scroll = std::clamp(state.scroll, 0, most_scroll(frame, size));
  if (const int lines = scrolls(key, std::max(1, room_for_body(frame, size) - 1)); lines != 0) {
    state.scroll = std::clamp(state.scroll + lines, 0, most_scroll(frame, size));
    return Wish::nothing;
  }
  return on_step_key(lesson, state, key);
}

}  // namespace stickylab
