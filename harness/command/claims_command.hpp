// `claims`: what the documents claim, checked on this kernel.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/options.hpp"

namespace stickylab {

struct ClaimsOptions {
  std::filesystem::path root;     ///< --root, the prefix of the tool's parts; empty: our own
  std::vector<std::string> labs;  ///< whose claims; as `find_labs` takes them; empty: all, and
                                  ///< those of no lab
  std::filesystem::path html;     ///< gets a page with the claims and the runs; empty: none
  ViewOptions view;
  StageOptions stage;
};

/// Returns kReproduced if each claim that this stage can decide is decided as it was before. Throws
/// InputError for what the user can mend.
int claims_command(const ClaimsOptions& options);

}  // namespace stickylab
