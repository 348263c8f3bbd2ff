// A run whose wire a room holds: what has happened, what waits where, and for what. Pure.
#pragma once

#include <cstdint>

#include "recording/recording.hpp"
#include "show/keys.hpp"
#include "show/now.hpp"
#include "show/theme.hpp"
#include "stage/net/wire_command.hpp"

namespace stickylab {

struct StepState {
  Version version{};
  std::uint64_t chosen = 0;  ///< the packet that goes next; if it is not held: the first
  bool flowing = false;      ///< nothing is held
  bool hex = false;
  bool help = false;
  bool cramped =
      false;  ///< the screen is too small to show what the keys do: only `q` does something
  Theme theme{};
};

struct StepWish {
  enum class What : std::uint8_t {
    nothing,
    wire,   ///< `command` is for the wire
    start,  ///< a run of the version that the state now says
    leave,
  } what{};
  WireCommand command{};
};

StepWish on_key(const Now& now, StepState& state, Key key);

}  // namespace stickylab
