// The panel of `present --step`: what each end is at, and what the wire holds. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "show/now.hpp"
#include "show/screen.hpp"
#include "show/step.hpp"

namespace stickylab {

/// The number of the packet that a row of the wire stands for.
std::uint64_t id_of(const Row& row);

/// The held packet that goes next.
std::size_t chosen_of(const Now& now, const StepState& state);

/// "2 datagrams, 10 B", as far as it is known.
std::string datagrams_text(const Datagrams& datagrams, Lang lang);

/// The lanes as they stand at this moment, on a screen of `rows`.
Lines step_panel(const Now& now, const StepState& state, int rows, const View& view);

}  // namespace stickylab
