// `check`: whether the labs are reproduced, for machines.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/options.hpp"
#include "command/shard.hpp"

namespace stickylab {

struct CheckOptions {
  std::filesystem::path root;     ///< --root, the prefix of the tool's parts; empty: our own
  std::vector<std::string> labs;  ///< as `find_labs` takes them; empty: all
  int repeat = 1;                 ///< runs of each lab
  Shard shard;
  bool under_load = false;  ///< all processors are kept busy meanwhile
  bool fail_fast = false;   ///< the first run that is not reproduced is the last
  ViewOptions view;
  StageOptions stage;
};

/// Returns kReproduced only if every lab is, in every run, but for those that this stage cannot
/// show. Throws InputError for what the user can mend.
int check_command(const CheckOptions& options);

}  // namespace stickylab
