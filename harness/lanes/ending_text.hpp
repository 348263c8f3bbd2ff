// How a program ended, in words.
#pragma once

#include <string>

#include "base/phrase.hpp"
#include "judge/observation.hpp"

namespace stickylab {

/// "exited with 1", "killed by SIGSEGV".
std::string ending_text(const Ending& ending, Lang lang);

/// Those of both ends; if only one did not exit with 0, its alone.
std::string endings_text(const Observation& seen, Lang lang);

/// "SIGSEGV"; signal(7).
std::string signal_name(int signal);

}  // namespace stickylab
