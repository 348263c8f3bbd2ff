// The answer to `try` of a client and a server of one's own.
#pragma once

#include <string>

#include "judge/own_trial.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Passed, or the lanes of the run that shows the failure, then what failed and how to see it
/// again. Ends with a newline.
std::string own_trial_text(const OwnTrial& trial, const View& view);

/// stickylab/trial/2
std::string own_trial_json(const OwnTrial& trial);

}  // namespace stickylab
