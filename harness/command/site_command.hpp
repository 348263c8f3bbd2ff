// `site`: the pages of the labs, made from runs of this machine, as a folder for a web server.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/options.hpp"

namespace stickylab {

struct SiteOptions {
  std::filesystem::path root;    ///< --root, the prefix of the tool's parts; empty: our own
  std::filesystem::path folder;  ///< that is to be made
  std::vector<std::string>
      labs;              ///< as `find_labs` takes them; empty: all. The first is always there
  std::string url;       ///< the address that the site will have; empty: not known
  std::string version;   ///< of this tool, as the pages tell it
  Lang lang = Lang::en;  ///< of what is printed; the pages are in both
  StageOptions stage;
};

/// Returns kReproduced only if every lab is, but for those that this stage cannot show; the site is
/// made anyway, and its pages say so. Throws InputError for what the user can mend, and then
/// nothing was written.
int site_command(const SiteOptions& options);

}  // namespace stickylab
