// A packet's way between the lanes beside it.
#pragma once

#include <string>
#include <string_view>

#include "text/view.hpp"

namespace stickylab {

/// Which part of its way a line shows; `both`: there and back.
enum class Leg : std::uint8_t { whole, leaves, arrives, lost, both };

/// "── label ───►", or "◄── label ────", `width` columns if that is enough.
std::string arrow(std::string_view label, bool to_right, Leg leg, int width, const View& view);

}  // namespace stickylab
