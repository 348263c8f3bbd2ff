// A run as a film of a terminal: asciicast version 2, which asciinema plays.
#pragma once

#include <string>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// A header line, then an event a line: `[seconds, "o", text]`, and `[seconds, "m", text]` where
/// there is something to see. In slow motion: a row takes about as long as reading it. The verdict
/// comes last. `lab` is null if the run belongs to none.
std::string asciicast(const Lab* lab, const Trace& trace, const Observation& seen,
                      const View& view);

}  // namespace stickylab
