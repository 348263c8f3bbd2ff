// The answer to `try` of a client and a server of one's own.
#pragma once

#include <string>

#include "judge/own_trial.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Passed, or the lanes of the run that shows the failure, then what failed and how to see it
/// again. Ends with a newline.
std::string own_trial_text(const OwnTrial& trial, const View& view);

/// The lanes of the run that shows a failure, what failed and how to see it again.
Lines own_failure_lines(const OwnTrial& trial, const OwnFailure& failure, const View& view);

/// "cuts=1 replies whole: the client printed something else"
std::string own_failure_summary(const OwnFailure& failure, Lang lang);

/// stickylab/trial/2
std::string own_trial_json(const OwnTrial& trial);

}  // namespace stickylab
