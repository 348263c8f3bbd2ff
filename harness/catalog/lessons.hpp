// `kind` and [[lessons]] of lab.toml.
#pragma once

#include <vector>

#include "catalog/lab.hpp"
#include "catalog/table.hpp"

namespace stickylab {

/// Of a capstone its lessons, at least one; nothing of a lab. Throws InputError.
std::vector<Cure> read_lessons(Table& in);

}  // namespace stickylab
