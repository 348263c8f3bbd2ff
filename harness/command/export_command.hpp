// `export`: a recording, as a file for other tools.
#pragma once

#include <filesystem>
#include <vector>

#include "command/options.hpp"

namespace stickylab {

struct ExportOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::vector<std::filesystem::path> recordings;  ///< one; broken and fixed for a page
  std::filesystem::path pcapng;                   ///< file to write, or `-`; one of these is given
  std::filesystem::path json;
  std::filesystem::path html;
  std::filesystem::path cast;
  Lang lang = Lang::en;
  int width = 0;  ///< columns of the film; 0: 120
  Excerpt shown;
};

/// Returns kReproduced. Throws InputError for a recording that cannot be read or has no packets,
/// and std::system_error for a file that cannot be written.
int export_command(const ExportOptions& options);

}  // namespace stickylab
