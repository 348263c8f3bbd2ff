// `list`: the labs that there are.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct ListOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string word;            ///< only labs that it stands for; empty: all
  ViewOptions view;
};

/// Returns the exit status. Throws InputError if there are no labs, if a lab.toml is wrong, or
/// if the word stands for none.
int list_command(const ListOptions& options);

}  // namespace stickylab
