// What was judged of a run, in a sentence.
#pragma once

#include <string>

#include "base/phrase.hpp"
#include "judge/observation.hpp"

namespace stickylab {

/// Empty for `Reason::none`. The observation's detail is part of it.
std::string reason_text(const Observation& seen, Lang lang);

/// "merged: several messages arrived as one"; the reason tells more, if there is one.
std::string verdict_text(const Observation& seen, Lang lang);

}  // namespace stickylab
