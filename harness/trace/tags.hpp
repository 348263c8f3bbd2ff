// Names the owner of a row, if its lane alone does not tell.
#pragma once

#include <vector>

#include "trace/connections.hpp"
#include "trace/rows.hpp"

namespace stickylab {

/// Sets the rows' tags: the name of the actor, if its side has several, and "#2" for the second
/// connection, if there are several. A run of two programs with one connection has no tags.
void tag_rows(std::vector<Row>& rows, const Cast& cast, const Connections& connections);

}  // namespace stickylab
