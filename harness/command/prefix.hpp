// Finds the tool's own parts.
#pragma once

#include <filesystem>

#include "catalog/catalog.hpp"

namespace stickylab {

/// `root`, which is what --root says; if that is empty, the prefix that this program was started
/// from.
Prefix prefix_of(const std::filesystem::path& root);

/// Throws InputError if a part of the tool is missing.
void must_exist(const std::filesystem::path& file);

}  // namespace stickylab
