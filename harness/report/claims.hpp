// The claims of the documents, and whether they hold.
#pragma once

#include <string>
#include <vector>

#include "judge/check.hpp"
#include "recording/environment.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Document by document, in the order of `results`; a total, the environment.
std::string claims_text(const std::vector<ClaimResult>& results, const Environment& environment,
                        const View& view);

}  // namespace stickylab
