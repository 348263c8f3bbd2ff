// `try` of a client and a server of one's own, as JUnit's XML.
#pragma once

#include <string>

#include "judge/own_trial.hpp"
#include "text/view.hpp"

namespace stickylab {

/// A test case for each group of deliveries, with the first failure in it. A group of which not all
/// were made, and none failed, is skipped.
std::string own_trial_junit(const OwnTrial& trial, const View& view);

}  // namespace stickylab
