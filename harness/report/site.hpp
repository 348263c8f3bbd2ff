// A site: a page for each lab in each language, and a first page that lists them and lets a reader
// act. It asks nobody for anything, and may lie in any folder of a server, or on a disk.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "recording/environment.hpp"
#include "report/replay.hpp"
#include "report/two_sends.hpp"

namespace stickylab {

struct Site {
  std::vector<Replay> labs;  ///< broken and fixed of each, compared; the first page begins with
                             ///< the first one, two sends
  Positions positions;
  std::vector<Trace> runs;  ///< of `positions.all()`
  Environment environment;
  std::string version;  ///< what made it
  std::string url;      ///< the address that it will have, with a slash behind; or empty
};

/// The pictures that previews of the first page show, by their names: English, Chinese.
inline constexpr const char* kPreviewNames[] = {"preview.png", "preview.zh.png"};

/// All files but the pictures, by their names.
std::map<std::string, std::string> site_files(const Site& site);

}  // namespace stickylab
