#include "show/step.hpp"

#include <utility>

#include "show/step_panel.hpp"

namespace stickylab {
namespace {

StepWish start(StepState& state, Version version) {
  state.version = version;
  state.chosen = 0;
  state.flowing = false;
  return {StepWish::What::start, {}};
}

StepWish tell(WireCommand::What what, std::uint64_t id = 0) {
  return {StepWish::What::wire, {what, id}};
}

/// Another of those held is the next to go.
void choose(const Now& now, StepState& state, std::ptrdiff_t by) {
  const std::ptrdiff_t count = std::ssize(now.held());
  if (count == 0) return;
  const auto at = static_cast<std::ptrdiff_t>(chosen_of(now, state));
  state.chosen = id_of(now.held()[static_cast<std::size_t>((at + by + count) % count)]);
}

}  // namespace

StepWish on_key(const Now& now, StepState& state, Key key) {
  using What = WireCommand::What;
  if (key == Key::none || key == Key::resized) return {};
  if (state.cramped) return {key == Key{'q'} ? StepWish::What::leave : StepWish::What::nothing, {}};
  const bool helped = std::exchange(state.help, false);
  const auto is = [key](auto... keys) { return ((key == static_cast<Key>(keys)) || ...); };
  const bool next = is(Key::right, Key::page_down, Key::enter, '.');
  if (is('q')) return {StepWish::What::leave, {}};
  if (is('?')) state.help = !helped;
  if (is('x')) state.hex = !state.hex;
  if (is('t')) state.theme = next_theme(state.theme);
  if (is('r')) return start(state, state.version);
  if (is('1') || is('2')) return start(state, is('1') ? Version::broken : Version::fixed);
  if (now.has_ended())
    return next && state.version == Version::broken ? start(state, Version::fixed) : StepWish{};
  if (is(Key::down)) choose(now, state, 1);
  if (is(Key::up)) choose(now, state, -1);
  if (is(' ')) {
    state.flowing = !state.flowing;
    return tell(state.flowing ? What::flow : What::hold);
  }
  if (now.held().empty()) return {};
  if (is('a')) return tell(What::release_all);
  if (next || is('d'))
    return tell(next ? What::release : What::drop, id_of(now.held()[chosen_of(now, state)]));
  return {};
}

}  // namespace stickylab
