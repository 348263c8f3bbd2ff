// The words of the course, laid out.
#pragma once

#include <vector>

#include "catalog/glossary.hpp"
#include "text/paint.hpp"

namespace stickylab {

/// Each term with its other names, its meaning and its source; an empty line between two.
Lines glossary_lines(const std::vector<Term>& terms, const View& view);

}  // namespace stickylab
