// `kind` and [[lessons]] of lab.toml.
#pragma once

#include <vector>

#include "catalog/lab.hpp"
#include "catalog/table.hpp"

namespace stickylab {

/// Reads the lessons of a capstone, at least one; a lab has none. Throws InputError.
std::vector<Cure> read_lessons(Table& in);

}  // namespace stickylab
