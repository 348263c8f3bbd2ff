// `list`: the labs that there are.
#pragma once

#include <filesystem>

#include "command/options.hpp"

namespace stickylab {

struct ListOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  ViewOptions view;
};

/// Returns the exit status. Throws InputError if there are no labs, or a lab.toml is wrong.
int list_command(const ListOptions& options);

}  // namespace stickylab
