// The word that somebody who has mistyped one may have meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// The one of `words` that is fewest slips away from `word`: a character left out, put in, changed,
/// or two neighbours changed over. Nothing if that is more than a third of its characters, or if
/// `word` has fewer than three. Of several the first.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& words);

}  // namespace stickylab
