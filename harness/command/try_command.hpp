// `try`: somebody's own programs, under every way their bytes can come.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct TryOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name
  std::filesystem::path file;  ///< a C++ file with both ends; empty: the next two, or one of them
  std::string sender;          ///< a command; empty: the lab's own
  std::string receiver;        ///< the same
  std::string schedule;        ///< the only delivery to try; empty: all
  bool watch = false;          ///< again after each save, until a signal comes
  ViewOptions view;
  StageOptions stage;
};

/// Returns kNotReproduced if a delivery breaks the programs. Throws InputError for what the user
/// can mend.
int try_command(const TryOptions& options);

}  // namespace stickylab
