// `compare`: broken and fixed of each lab, and how they differ.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/options.hpp"

namespace stickylab {

struct CompareOptions {
  std::filesystem::path root;     ///< --root, the prefix of the tool's parts; empty: our own
  std::vector<std::string> labs;  ///< as `find_labs` takes them; empty: all
  bool full = false;              ///< the lanes of several labs, too
  bool brief = false;             ///< no lanes, and several labs on a line
  std::filesystem::path html;     ///< file for a page that replays it; empty: none
  ViewOptions view;
  StageOptions stage;
};

/// Returns kReproduced only if every lab is, but for those that this stage cannot show. Throws
/// InputError for what the user can mend.
int compare_command(const CompareOptions& options);

}  // namespace stickylab
