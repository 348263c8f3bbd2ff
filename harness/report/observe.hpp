// Two programs that no lab describes: what they did, and no verdict.
#pragma once

#include <string>

#include "recording/recording.hpp"
#include "text/view.hpp"

namespace stickylab {

/// The two commands, the lanes, and where it was. Ends with a newline.
std::string observed_text(const Recording& recording, const View& view);

}  // namespace stickylab
