// The text that --help prints.
#pragma once

#include <memory>

#include "text/view.hpp"

namespace CLI {
class FormatterBase;
}

namespace stickylab {

/// Lays out the help, with its own words in `lang`; the descriptions are taken as they are.
std::shared_ptr<CLI::FormatterBase> help_in(Lang lang);

}  // namespace stickylab
