// The page for a browser that runs no scripts.
#pragma once

#include <string>
#include <vector>

#include "report/replay.hpp"

namespace stickylab {

/// HTML: the question of each lab, its answer behind a click, and each run in sentences.
std::string plain_html(const std::vector<Replay>& replays, Lang lang);

}  // namespace stickylab
