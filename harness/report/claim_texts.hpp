// One claim in lines of text.
#pragma once

#include <string>

#include "judge/check.hpp"
#include "text/view.hpp"

namespace stickylab {

/// "✗ lab 01 broken, segments: 2 (the claim needs 1)".
std::string showing_text(const Showing& showing, const Environment& environment, const View& view);

/// "this kernel disagrees with what was measured before: depends"; empty if it does not.
std::string disagreement(const Finding& finding, Lang lang);

/// "S4:8, S4:9".
std::string lines_text(const std::vector<std::string>& from, Lang lang);

/// "claims: 121; true 50, false 40, depends 29, undecided 2", and what follows it.
std::vector<std::string> total_texts(const Claims& claims, Lang lang);

}  // namespace stickylab
