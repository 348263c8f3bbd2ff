// `try` of a client and a server of one's own, as TAP 14.
#pragma once

#include <string>

#include "judge/own_trial.hpp"
#include "text/view.hpp"

namespace stickylab {

/// A test point for each group of deliveries; of one that failed the first failure as YAML. A group
/// of which not all were made, and none failed, is skipped.
std::string own_trial_tap(const OwnTrial& trial, const View& view);

}  // namespace stickylab
