// JUnit's XML, as GitLab, GitHub's actions and Jenkins (junit-10.xsd) read it.
#pragma once

#include <string>
#include <vector>

#include "judge/check.hpp"
#include "recording/environment.hpp"
#include "text/view.hpp"

namespace stickylab {

/// A test case for each lab and version: not as stated is a failure, inconclusive an error, and not
/// run is skipped. What XML cannot carry is written as `\xNN`.
std::string check_junit(const std::vector<CheckResult>& results, const Environment& environment,
                        const View& view);

}  // namespace stickylab
