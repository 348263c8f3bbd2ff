// `diff`: the lesson of a lab, which is what its fix changes.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct DiffOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name
  ViewOptions view;
};

/// Returns kReproduced. Throws InputError for an unknown lab or a wrong lab.toml.
int diff_command(const DiffOptions& options);

}  // namespace stickylab
