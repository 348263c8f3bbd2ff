// [[claims]] of lab.toml, and the claims that no lab decides.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "catalog/table.hpp"

namespace stickylab {

/// Reads `claims` of the lab with that number. Throws InputError.
std::vector<Claim> read_claims(Table& in, const std::string& lab);

struct OtherClaims {
  std::vector<Claim> claims;  ///< each with a program that decides it
  std::vector<Undecidable> undecidable;
};

/// Reads claims.toml in the folder of all labs; nothing if it is not there. Throws InputError.
OtherClaims read_other_claims(const std::filesystem::path& labs);

}  // namespace stickylab
