// A replay: one page that needs nothing else, neither a network nor this program.
#pragma once

#include <string>
#include <vector>

#include "report/replay.hpp"

namespace stickylab {

/// An HTML document. Of several labs, it begins with an index; before that stand the claims that
/// `claims_page_json` gave, if there are any.
std::string html_page(const std::vector<Replay>& replays, Lang lang,
                      const std::string& claims = "null");

}  // namespace stickylab
