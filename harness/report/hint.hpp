// What to look at, when a program has failed under a delivery.
#pragma once

#include <optional>
#include <string>

#include "base/phrase.hpp"
#include "judge/trial.hpp"

namespace stickylab {

/// By what was seen of the failing run; nothing if that does not tell. The trial has failed.
std::optional<Phrase> hint(const Trial& trial);

/// The last line that the program which failed printed on its standard error; empty if it ended
/// well, or printed none.
std::string last_words(const Trial& trial);

}  // namespace stickylab
