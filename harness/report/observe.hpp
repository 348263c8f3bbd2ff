// Two programs that no lab describes: what they did, and no verdict.
#pragma once

#include <string>

#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The two commands, the lanes, and where it was. Ends with a newline.
std::string observed_text(const Trace& trace, const View& view);

}  // namespace stickylab
