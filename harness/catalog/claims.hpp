// [[claims]] of lab.toml.
#pragma once

#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "catalog/table.hpp"

namespace stickylab {

/// Reads `claims` of the lab with that number. Throws InputError.
std::vector<Claim> read_claims(Table& in, const std::string& lab);

}  // namespace stickylab
