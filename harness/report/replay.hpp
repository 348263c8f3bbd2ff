// What a replay needs to know of its runs, as JSON for the page that draws it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

struct ReplayRun {
  Trace trace;
  Observation seen;
};

/// What one part of the page shows.
struct Replay {
  const Lab* lab = nullptr;              ///< null: any two programs
  std::vector<ReplayRun> runs;           ///< one, or broken and fixed
  std::optional<Comparison> comparison;  ///< of two
  std::string broken_source;             ///< the lab's two files; empty: no diff
  std::string fixed_source;
  int connection = 0;  ///< the only one that is drawn, by its number; 0: all
};

/// All that the page shows and says, in one language. Bytes are hex, or made visible.
std::string replay_json(const std::vector<Replay>& replays, Lang lang);

}  // namespace stickylab
