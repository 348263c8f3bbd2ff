#include "show/present.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "show/present_screen.hpp"

namespace stickylab {
namespace {

constexpr double kStepMs = 1200;    // an event, at speed 1
constexpr double kSlowMotion = 10;  // of a gap that is as long as it was
constexpr int kFastest = 3;

/// The event that was shown last; nothing in an opening.
const Row* row_at(const Show& show, Act act, int at) {
  if (at == 0) return nullptr;
  const Shown before = shown_at(show, act, at - 1);
  const Shown now = shown_at(show, act, at);
  return now.broken > before.broken ? &show.broken.rows()[static_cast<std::size_t>(now.broken - 1)]
                                    : &show.fixed.rows()[static_cast<std::size_t>(now.fixed - 1)];
}

void open(Place& place, Act act) { place = {.act = act, .told = place.told || act != Act::broken}; }

Act next_to(Act act, int by) { return static_cast<Act>(static_cast<int>(act) + by); }

/// A step through a talk, by one key.
class Walk {
 public:
  Walk(const Talk& talk, PresentState& state, Size size, const View& view)
      : talk_(talk), state_(state), size_(size), view_(view), place_(state.here()) {}

  void on();
  void back();
  void to_point(int direction);
  void to_end() {
    place_.at = end();
    if (place_.at == 0) place_.scroll = pages().most_scroll;
  }
  void to_lab(int by) {
    const auto lab = static_cast<std::ptrdiff_t>(state_.lab) + by;
    if (lab >= 0 && lab < std::ssize(talk_)) state_.lab = static_cast<std::size_t>(lab);
  }

 private:
  const Show& show() const { return talk_[state_.lab]; }
  int end() const { return events_of(show(), place_.act); }
  Pages pages() const { return pages_of_opening(talk_, state_, size_, view_); }

  const Talk& talk_;
  PresentState& state_;
  Size size_;
  const View& view_;
  Place& place_;
};

/// First the opening to its end, then the events, then the next act.
void Walk::on() {
  const Pages pages = this->pages();
  if (place_.at == 0 && place_.scroll < pages.most_scroll) {
    place_.scroll = std::min(place_.scroll + pages.page, pages.most_scroll);
  } else if (place_.at < end()) {
    ++place_.at;
  } else if (place_.act != Act::both) {
    open(place_, next_to(place_.act, 1));
  } else {
    to_lab(1);
  }
}

void Walk::back() {
  if (place_.at > 0) {
    if (--place_.at == 0) place_.scroll = pages().most_scroll;
  } else if (place_.scroll > 0) {
    place_.scroll = std::max(0, std::min(place_.scroll, pages().most_scroll) - pages().page);
  } else if (place_.act != Act::broken) {
    open(place_, next_to(place_.act, -1));
    to_end();
  } else {
    to_lab(-1);
  }
}

void Walk::to_point(int direction) {
  int at = place_.at + direction;
  while (at > 0 && at < end() && !is_point(*row_at(show(), place_.act, at))) at += direction;
  place_.at = std::clamp(at, 0, end());
}

bool is_one_of(Key key, auto... keys) { return ((key == static_cast<Key>(keys)) || ...); }

/// Keys that change how it is shown, and not what.
void set_look(const Talk& talk, PresentState& state, Key key) {
  const auto is = [key](auto... keys) { return is_one_of(key, keys...); };
  const int end = events_of(talk[state.lab], state.here().act);
  if (is(' ')) state.playing = !state.playing && state.here().at < end;
  if (is('+', '=')) state.speed = std::min(kFastest, state.speed + 1);
  if (is('-')) state.speed = std::max(-kFastest, state.speed - 1);
  if (is('x')) state.hex = !state.hex;
  if (is('f')) state.long_gaps = !state.long_gaps;
  if (is('t')) state.theme = next_theme(state.theme);
}

/// Keys that lead elsewhere. False: it is none of them.
bool go(Walk& walk, Place& place, Key key) {
  const auto is = [key](auto... keys) { return is_one_of(key, keys...); };
  if (is(Key::right, Key::page_down, Key::down, Key::enter, '.')) return walk.on(), true;
  if (is(Key::left, Key::page_up, Key::up, Key::backspace, ',')) return walk.back(), true;
  if (is('[', ']')) return walk.to_point(is(']') ? 1 : -1), true;
  if (is('n', 'p')) return walk.to_lab(is('n') ? 1 : -1), true;
  if (is(Key::home)) return open(place, place.act), true;
  if (is(Key::end)) return walk.to_end(), true;
  if (is('1')) return open(place, Act::broken), true;
  if (is('a')) return open(place, Act::answer), true;
  if (is('2')) return open(place, Act::fixed), true;
  if (is('3')) return open(place, Act::both), true;
  return false;
}

}  // namespace

PresentState beginning_of(const Talk& talk) {
  PresentState state;
  state.places.resize(talk.size());
  return state;
}

int events_of(const Show& show, Act act) {
  const auto broken = static_cast<int>(std::ssize(show.broken.rows()));
  const auto fixed = static_cast<int>(std::ssize(show.fixed.rows()));
  return (act == Act::broken || act == Act::both ? broken : 0) +
         (act == Act::fixed || act == Act::both ? fixed : 0);
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

bool on_key(const Talk& talk, PresentState& state, Key key, Size size, const View& view) {
  if (key == Key::none || key == Key::resized) return true;
  if (state.words) return on_glossary_key(state.words, key, size, view), true;
  if (key == Key{'q'}) return false;
  if (is_too_small(talk, state, size, view)) return true;
  const bool helped = std::exchange(state.help, false);
  if (key == Key{'?'}) state.help = !helped;
  if (key == Key{'w'}) state.words = 0;
  set_look(talk, state, key);
  Walk walk(talk, state, size, view);
  if (go(walk, state.here(), key)) state.playing = false;
  return true;
}

std::optional<std::uint64_t> wait_ms(const Talk& talk, const PresentState& state) {
  if (!state.playing) return std::nullopt;
  double ms = kStepMs;
  const Row* row = row_at(talk[state.lab], state.here().act, state.here().at);
  if (row && state.long_gaps) ms += gap_ms(*row) * kSlowMotion;
  return static_cast<std::uint64_t>(ms * std::pow(2, -state.speed));
}

void play_on(const Talk& talk, PresentState& state) {
  Place& place = state.here();
  const int end = events_of(talk[state.lab], place.act);
  place.at = std::min(place.at + 1, end);
  state.playing = place.at < end;  // it stays on the last frame
}

}  // namespace stickylab
