// `repeat`: one version of a lab many times, and how often each outcome came.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct RepeatOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name
  Version version = Version::broken;
  std::filesystem::path file;  ///< a C++ file with both ends in place of a version; empty: none
  int times = 100;
  bool gates = true;  ///< the lab's own, and that they were seen
  ViewOptions view;
  StageOptions stage;
};

/// Returns kNotJudged if no run could be judged, else kReproduced: it counts, and expects nothing.
/// Throws InputError for what the user can mend; Interrupted, after it has told what was counted.
int repeat_command(const RepeatOptions& options);

}  // namespace stickylab
