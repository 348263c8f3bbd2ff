#include "show/learn.hpp"

#include <algorithm>

#include "show/learn_screen.hpp"

namespace stickylab {
namespace {

/// Opens a step at its top.
void open(LearnState& state, Step step) {
  state.step = step;
  state.scroll = 0;
  state.asked = false;
}

bool is_digit(Key key) { return key >= Key{'1'} && key <= Key{'9'}; }

Wish forward(const Lesson& lesson, LearnState& state) {
  if (state.step == Step::guesses) return lesson.next ? Wish::next_lab : Wish::nothing;
  const bool guessed = state.seen || valid_guess(lesson.lab, state.guess) != 0;
  if (state.step == Step::predict && !guessed && !state.asked) {
    state.asked = true;
    return Wish::nothing;
  }
  open(state, static_cast<Step>(static_cast<int>(state.step) + 1));
  return needs_run(state) ? Wish::run : Wish::nothing;
}

Wish back(LearnState& state) {
  if (state.step != Step::look) open(state, static_cast<Step>(static_cast<int>(state.step) - 1));
  return needs_run(state) ? Wish::run : Wish::nothing;
}

/// By how many lines a key scrolls; 0 for any other key.
int scrolls(Key key, int page) {
  if (key == Key::up || key == Key{'k'}) return -1;
  if (key == Key::down || key == Key{'j'}) return 1;
  if (key == Key::page_up) return -page;
  if (key == Key::page_down || key == Key{' '}) return page;
  constexpr int kAll = 1'000'000;
  if (key == Key::home) return -kAll;
  return key == Key::end ? kAll : 0;
}

}  // namespace

bool needs_run(const LearnState& state) {
  if (state.step == Step::run) return !state.broken;
  return state.step == Step::fixed && !state.fixed;
}

Wish on_key(const Lesson& lesson, LearnState& state, Key key, Size size, const View& view) {
  const Frame frame = learn_frame(lesson, state, size, view);
  state.scroll = std::clamp(state.scroll, 0, most_scroll(frame, size));
  if (const int lines = scrolls(key, std::max(1, room_for_body(frame, size) - 1)); lines != 0) {
    state.scroll = std::clamp(state.scroll + lines, 0, most_scroll(frame, size));
    return Wish::nothing;
  }
  if (key == Key{'q'}) return Wish::leave;
  if (key == Key::enter || key == Key::right || key == Key{'n'}) return forward(lesson, state);
  if (key == Key::backspace || key == Key::left || key == Key{'b'}) return back(state);
  if (state.step == Step::predict && !state.seen && is_digit(key)) {
    const int guess = static_cast<int>(key) - '0';
    if (guess <= choice_count(lesson.lab)) state.guess = guess;
  }
  const bool is_run = state.step == Step::run || state.step == Step::fixed;
  if (is_run && key == Key{'r'}) return Wish::run;
  const bool can_try = state.step == Step::practice && lesson.lab.transport == Transport::tcp;
  return can_try && key == Key{'t'} ? Wish::open_copy : Wish::nothing;
}

}  // namespace stickylab
