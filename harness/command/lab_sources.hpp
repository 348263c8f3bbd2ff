// The sources of a lab, as the views show them.
#pragma once

#include <vector>

#include "catalog/lab.hpp"
#include "command/pairs.hpp"
#include "judge/observation.hpp"
#include "report/diff.hpp"
#include "report/replay.hpp"

namespace stickylab {

/// All lines of broken.cpp and fixed.cpp, their comments in `lang` as far as the lab has them.
std::vector<DiffLine> code_of(const Lab& lab, Lang lang = Lang::en);

/// A replay without runs: the lab with its two sources. `lab` may be null, and must outlive it.
Replay replay_of(const Lab* lab);
/// The same with both runs.
Replay replay_of(const Lab* lab, const Pair& pair, const Comparison& comparison);

}  // namespace stickylab
