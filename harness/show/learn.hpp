// One lab, one screen a step: look, guess, run it, see why. What a key does there.
#pragma once

#include <cstdint>

#include "show/keys.hpp"
#include "show/lesson.hpp"
#include "show/screen.hpp"

namespace stickylab {

/// What a key asks for beyond the state.
enum class Wish : std::uint8_t {
  nothing,
  run,
  try_copy,     ///< under all deliveries, at each save
  run_copy,     ///< once, as it is
  repeat_copy,  ///< a hundred times
  edit_copy,
  open_lab,  ///< the one at `LearnState::at` of all
  leave,
};

/// Nothing moves on by itself: only here.
Wish on_key(const Lesson& lesson, LearnState& state, Key key, Size size, const View& view);

/// True of a step that shows a run that has not been made, if no question stands before it.
bool needs_run(const Lesson& lesson, const LearnState& state);

}  // namespace stickylab
