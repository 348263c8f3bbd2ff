// What to look at, when a program has failed under a delivery.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/trial.hpp"
#include "text/view.hpp"

namespace stickylab {

/// By what was seen of the failing run; nothing if that does not tell. The trial has failed.
std::optional<std::string> hint(const Trial& trial, const View& view);

/// The last lines that the program which failed printed on its standard error; none if it ended
/// well, or printed none.
std::vector<std::string> last_words(const Trial& trial);

}  // namespace stickylab
