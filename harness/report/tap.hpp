// The Test Anything Protocol, version 14: testanything.org/tap-version-14-specification.html
#pragma once

#include <string>
#include <vector>

#include "judge/check.hpp"
#include "recording/environment.hpp"
#include "text/view.hpp"

namespace stickylab {

/// A test point for each lab. One that failed carries its first failure as YAML; one that was not
/// run is skipped.
std::string check_tap(const std::vector<CheckResult>& results, const Environment& environment,
                      const View& view);

}  // namespace stickylab
