// `run`: one version of a lab.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct RunOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name
  Version version{};
  std::filesystem::path file;  ///< a C++ file with both ends in place of a version; empty: none
  bool numbers = true;         ///< the table below the lanes
  ViewOptions view;
  StageOptions stage;
};

/// Returns kNotReproduced if the run is not what lab.toml states; of the user's own file, if it is
/// not right. Throws InputError for what the
/// user can mend.
int run_command(const RunOptions& options);

}  // namespace stickylab
