// The output of a program.
#pragma once

#include <string>

#include "trace/trace.hpp"

namespace stickylab {

/// All that a program printed on standard output, or with `error` on standard error, as bytes.
std::string printed_by(const Trace& trace, Actor who, bool error = false);

/// Its last line that is not empty, without the newline.
std::string last_line(std::string printed);

}  // namespace stickylab
