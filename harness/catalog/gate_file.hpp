// [gate] of lab.toml.
#pragma once

#include "catalog/meant.hpp"
#include "catalog/table.hpp"

namespace stickylab {

/// Throws InputError if it has not exactly one key, or one that is not as it should be.
Gate read_gate(Table in);

}  // namespace stickylab
