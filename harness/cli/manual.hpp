// The page that man(1) shows.
#pragma once

#include <string>
#include <vector>

#include "base/phrase.hpp"
#include "cli/shape.hpp"

namespace stickylab {

/// The page in roff, from the same words as --help.
std::string manual_of(const std::vector<CommandShape>& shapes, Lang lang);

}  // namespace stickylab
